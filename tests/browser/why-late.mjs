// "Why late?" of an operation of the pool: the parts are those of scope.explain(), add up to the delay, and name their records.

import assert from 'node:assert/strict';
import { file } from './lib/host.mjs';
import { caughtUp } from './lib/page.mjs';
import { test } from './lib/test.mjs';

const SCRIPT = `
const scope = require('isoscope');
const spin = (ms) => { for (const end = performance.now() + ms; performance.now() < end;); };
for (let i = 0; i < 4; i++) scope.poolSleep(40);
let late;
scope.poolSleep(20).then(() => setTimeout(() => {
  const pool = scope.history({ kinds: 'pool' }).items;
  const last = pool.reduce((a, b) => (b.calledBackUs > a.calledBackUs ? b : a));
  const { callback, delayUs, partsUs, unexplainedUs, records } = scope.explain(last.asyncId);
  console.log('explained ' + JSON.stringify({ sequence: callback.sequence, delayUs, partsUs, unexplainedUs, records: records.length }));
}, 20));
setTimeout(() => { spin(30); scope.gc(); process.nextTick(spin, 10); }, 50);
process.stdin.on('data', () => {});
`;

await test(async (t) => {
  const host = t.script(file('late.js', SCRIPT));
  const page = await t.page(await host.url());
  const explained = JSON.parse((await host.prints(/explained (.*)/))[1]);
  await caughtUp(page, host);
  await page.evaluate((sequence) => {
    const { page: model } = globalThis.isoscope;
    model.pick({ kind: 'callback', isolate: 1, row: model.run.store('callback', 1).find(sequence) });
  }, explained.sequence);
  await page.getByRole('tab', { name: 'why late?' }).click();
  const panel = page.getByRole('tabpanel');
  const parts = await panel.locator('.part-list li').allTextContents();
  const shown = Object.values(explained.partsUs).concat(explained.unexplainedUs).filter((us) => us > 0);
  assert.equal(parts.length, shown.length, parts.join('; '));
  const ms = (text) => {
    const [, value, unit] = /^([\d.]+) (\S+)/.exec(text);
    return Number(value) * { '\u00b5s': 0.001, ms: 1, s: 1000 }[unit];
  };
  // As exact as they are shown.
  const sum = parts.reduce((total, part) => total + ms(part), 0);
  assert.ok(Math.abs(sum - explained.delayUs / 1000) <= 0.01 * explained.delayUs / 1000 + 0.01, `${parts.join('; ')} of ${explained.delayUs} us`);
  assert.match(parts.join(), /waited for a thread of the pool/);
  assert.equal(await panel.getByText(/^The records that say so \(\d+\):$/).textContent(), `The records that say so (${explained.records + 1}):`);

  // A witness leads to its own record.
  const witness = panel.locator('.witnesses button').first();
  const [, sequence] = /sequence (\d+)$/.exec(await witness.textContent());
  await witness.click();
  await page.getByRole('tab', { name: 'record' }).click();
  await page.getByRole('tabpanel').getByText(new RegExp(`"sequence": ${sequence},`)).waitFor();
});
