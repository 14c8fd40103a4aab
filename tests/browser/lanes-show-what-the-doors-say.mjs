// Each lane's table has the records that /metrics/history has, with the same figures.

import assert from 'node:assert/strict';
import { file } from './lib/host.mjs';
import { caughtUp, fit, table } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
const fs = require('fs');
const scope = require('isoscope');
const { Worker } = require('worker_threads');
scope.enable('tier,deopt');
function sum(point) { let total = 0; for (let i = 0; i < 3000; i++) total += point.x; return total; }
const patience = performance.now() + 20_000;
while (!['maglev', 'turbofan'].includes(scope.tierOf(sum)) && performance.now() < patience) for (let i = 0; i < 50; i++) sum({ x: i });
sum({ y: 1, x: 2 });
for (let i = 0; i < 5; i++) scope.gc('minor');
scope.gc('major');
scope.mark('reading');
for (let i = 0; i < 12; i++) fs.stat(__filename, () => {});
const worker = new Worker('const { parentPort } = require("worker_threads"); parentPort.on("message", (m) => parentPort.postMessage(m));',
                          { eval: true, name: 'echo' });
let answers = 0;
worker.on('message', () => { if (++answers === 5) console.log('all is there'); });
for (let i = 0; i < 5; i++) worker.postMessage(i);
process.stdin.on('data', () => {});  // Goes on, and does nothing.
`;

const number = (text) => Number(text.replaceAll(/[^\d.-]/g, ''));

await test(async (t) => {
  const host = t.script(file('lab.js', SCRIPT));
  const page = await t.page(await host.url());
  await host.prints(/all is there/);
  await page.getByRole('button', { name: 'pause' }).click();
  await caughtUp(page, host);
  await fit(page);

  const of = async (kind) => (await host.get(`/metrics/history?kinds=${kind}&limit=100000`)).items;
  // Whether the rows are the newest of these records, and each says what its record does.
  const same = async (lane, kind, isolate, check) => {
    const items = (await of(kind)).filter((item) => isolate === null || item.isolate === isolate);
    assert.ok(items.length > 0, `${kind}: there is something to compare`);
    const rows = await until(`${lane} has ${items.length} rows`, async () => {
      const found = await table(page, lane);
      return found.length >= Math.min(items.length, 200) && found;
    });
    const bySequence = new Map(items.map((item) => [item.sequence, item]));
    let compared = 0;
    for (const row of rows) {
      const item = bySequence.get(number(row.sequence));
      if (item === undefined) continue;
      check(row, item);
      compared++;
    }
    assert.ok(compared >= Math.min(items.length, 200), `${lane}: ${compared} of ${items.length} records are in its table`);
  };

  await same('heap-1', 'gc', 1, (row, gc) => {
    assert.equal(row.type, gc.type);
    assert.equal(number(row.durationUs), gc.durationUs);
    assert.equal(number(row.freedBytes), gc.freedBytes);
  });
  await same('pool', 'pool', null, (row, pool) => {
    assert.ok(Object.values(row).includes(pool.operation) || Object.values(row).includes(pool.label), JSON.stringify([row, pool]));
  });
  await same('workers', 'worker', null, (row, worker) => {
    assert.equal(row.event, worker.event);
    assert.equal(number(row.isolate), worker.isolate);
    assert.equal(row.message, worker.message === null ? '\u2013' : String(worker.message));
    assert.equal(row.sizeBytes, worker.sizeBytes === null ? '\u2013' : String(worker.sizeBytes));
  });

  const tiers = (await of('tier')).filter(({ function: name }) => name === 'sum');
  const deopts = (await of('deopt')).filter(({ function: name }) => name === 'sum');
  const sum = (await table(page, 'tiers-1')).find((row) => row.function === 'sum');
  assert.equal(number(sum.changes), tiers.length);
  assert.equal(number(sum.deopts), deopts.length);
  assert.ok(deopts.length > 0 && sum['last deopt'].startsWith(deopts.at(-1).reason), JSON.stringify(sum));
  assert.equal(number(sum.line), tiers[0].line);

  // What the heads of the page say is what the snapshot says.
  const { process: { pid }, isolates } = await host.get('/metrics/snapshot');
  assert.equal(await page.locator('#figure-pid').textContent(), String(pid));
  assert.equal(number(await page.locator('#figure-isolates').textContent()), isolates.filter(({ state }) => state !== 'ended').length);
});
