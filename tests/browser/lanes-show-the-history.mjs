// Each lane's table says what /metrics/history says, record by record.

import assert from 'node:assert';

import { file } from './lib/host.mjs';
import { expectLane, holdNow, shownRecord } from './lib/lanes.mjs';
import { test } from './lib/test.mjs';

// Works, and then only listens: nothing more is recorded while the lanes are read.
const SCRIPT = `
const scope = require('isoscope'), fs = require('fs'), crypto = require('crypto');
scope.gc('minor');
scope.gc('major');
let left = 40;
const done = () => { if (--left === 0) setTimeout(() => { scope.gc('minor'); console.log('worked'); }, 300); };
for (let i = 0; i < 30; i++) fs.stat(__filename, () => { process.nextTick(() => {}); Promise.resolve().then(done); });
for (let i = 0; i < 10; i++) crypto.pbkdf2('a', 'b', 20000, 32, 'sha256', done);
process.stdin.resume();
`;

test(async (t) => {
  // However long this takes, the host forgets nothing.
  const host = t.script(file('works.js', SCRIPT), { flags: ['--history=3600s,256MB'] });
  await host.prints(/worked/);
  const page = await t.page(await host.url(), { context: { viewport: { width: 1280, height: 2400 } } });
  const now = await holdNow(page, host);

  const gc = await expectLane(page, host, now, 'heap-1', 'gc', ({ type, reason, durationUs, freedBytes, promotedBytes }) =>
    ({ type, reason, durationUs, freedBytes, promotedBytes }));
  assert(gc.filter(({ type }) => type === 'scavenge').length >= 2 && gc.some(({ type }) => type === 'markSweepCompact'));
  await expectLane(page, host, now, 'allocation-1', 'heap', ({ allocationBytesPerSecond }) => ({ allocationBytesPerSecond }));
  const callbacks = await expectLane(page, host, now, 'loop-1', 'callback', ({ phase, provider, durationUs, drainUs, ticks, microtasks }) =>
    ({ phase, provider, durationUs, drainUs, ticks, microtasks: microtasks ?? 0 }));
  assert(callbacks.filter(({ provider, ticks }) => provider === 'FSREQCALLBACK' && ticks > 0).length === 30);
  await expectLane(page, host, now, 'delay-1', 'delay', ({ delayUs }) => ({ 'delayUs.p50': delayUs.p50, 'delayUs.p99': delayUs.p99 }));
  await expectLane(page, host, now, 'utilization-1', 'delay', ({ utilization }) => ({ utilization }));
  const pool = await expectLane(page, host, now, 'pool', 'pool', (item) => ({
    isolate: item.isolate, operation: item.operation, label: item.label, workKind: item.workKind, thread: item.thread,
    waitUs: item.startedUs - item.submittedUs, runUs: item.endedUs - item.startedUs, callbackUs: item.calledBackUs - item.endedUs,
    queueDepth: item.queueDepth,
  }));
  assert.strictEqual(pool.filter(({ operation }) => operation === 'crypto.pbkdf2').length, 10);

  // What is under the pointer is the record that is drawn there.
  const longest = pool.reduce((a, b) => (b.endedUs - b.startedUs > a.endedUs - a.startedUs ? b : a));
  await page.evaluate(({ startedUs, endedUs }) => globalThis.isoscope.page.timeline.show(startedUs - 1000, endedUs + 1000), longest);
  const body = page.locator('#pool .lane-body');
  await body.scrollIntoViewIfNeeded();
  const box = await body.boundingBox();
  await page.mouse.move(box.x + 92 + (box.width - 92) / 2, box.y + longest.thread * 18 + 9);
  const tooltip = page.locator('.tooltip');
  await tooltip.getByText(`pool record, sequence ${longest.sequence}`).waitFor();
  await page.mouse.down();
  await page.mouse.up();
  const shown = await shownRecord(page);
  assert.deepStrictEqual(shown, longest);
});
