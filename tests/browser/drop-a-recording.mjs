// A recording that is dropped on the page is shown: every record of it, and its scripts; back leads to the host's own run.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { file, scratch } from './lib/host.mjs';
import { fit, records, state, table, whenState } from './lib/page.mjs';
import { drop } from './lib/files.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
const scope = require('isoscope');
for (let i = 0; i < 7; i++) scope.gc('minor');
scope.mark('in the middle', { a: 1 });
for (let i = 0; i < 9; i++) require('fs').stat(__filename, () => {});
`;

await test(async (t) => {
  const path = join(scratch, 'run.labrun');
  const recorder = t.start([`--record=${path}`, '--observe=default,tier,deopt,ic,map', file('recorded.js', SCRIPT)]);
  assert.equal((await recorder.ended).code, 0);
  const exporter = t.start(['export', '--json', path]);
  await exporter.ended;
  const exported = JSON.parse(exporter.output);

  const host = t.script(file('live.js', 'setInterval(() => {}, 20)'));
  const page = await t.page(await host.url());
  await drop(page, [['run.labrun', readFileSync(path)]]);
  await whenState(page, 'file');
  assert.equal(await records(page), exported.items.length);
  await fit(page);
  const collections = exported.items.filter(({ kind }) => kind === 'gc');
  const rows = await until('its collections', async () => {
    const found = await table(page, 'heap-1');
    return found.length === collections.length && found;
  });
  assert.deepEqual(rows.map(({ sequence, type }) => [Number(sequence), type]).reverse(), collections.map(({ sequence, type }) => [sequence, type]));

  // Every record is as the host itself reads it.
  const wrong = await page.evaluate((items) => items.find((item) => {
    const store = globalThis.isoscope.page.run.store(item.kind, item.isolate);
    const row = store.find(item.sequence);
    if (row < 0) return true;
    const record = store.record(row);
    const plain = (value) => JSON.stringify(value, (_, part) => (part !== null && typeof part === 'object' && !Array.isArray(part) ?
      Object.fromEntries(Object.entries(part).sort()) : part));
    // Spaces that hold nothing have no columns; what V8 tells of a collection later is joined in the page, too.
    return Object.keys(item).some((key) => !['spaces', 'reason', 'phasesUs', 'detail'].includes(key) && plain(record[key]) !== plain(item[key]));
  }), exported.items);
  assert.equal(wrong, undefined);

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'back to the run' }).click();
  await until('the live run is back', async () => await state(page) === 'live');
});
