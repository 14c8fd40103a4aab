'use strict';
// Why was it late? A pool operation that waits for a thread, then for a callback, a tick and a collection: the parts add up to the delay.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

function spin(ms) {
  for (const end = performance.now() + ms; performance.now() < end;);
}
const { threads } = scope.snapshot().pool.threads ? scope.snapshot().pool : { threads: 4 };
const since = scope.history({ limit: 0 }).nextSequence;
for (let i = 0; i < threads; i++) scope.poolSleep(150);  // All threads busy.
scope.poolSleep(20).then(() => setTimeout(check, 20));   // Waits for one of them, runs 20 ms.
setTimeout(() => {                                       // Busy when it ends, and for a while after, whatever the machine does.
  for (let pool; (pool = scope.snapshot().pool).busy + pool.queued > 0;);
  spin(30);
  scope.gc();
  process.nextTick(spin, 10);
}, 1);

function check() {
  const pool = scope.history({ since, kinds: 'pool' }).items;
  const late = pool.reduce((latest, item) => (item.submittedUs > latest.submittedUs ? item : latest));
  const { delayUs, partsUs, unexplainedUs, records, operation } = scope.explain(late.asyncId);
  assert.strictEqual(operation.sequence, late.sequence);
  const sum = Object.values(partsUs).reduce((total, part) => total + part, 0) + unexplainedUs;
  assert.strictEqual(sum, delayUs);
  const figures = JSON.stringify({ delayUs, partsUs, unexplainedUs });
  assert.ok(unexplainedUs <= 0.05 * delayUs, figures);
  assert.ok(partsUs.poolWait >= 30_000 && partsUs.poolWait < delayUs, figures);
  assert.ok(partsUs.poolRun >= 18_000, figures);
  // A collection that comes by itself takes its time away from what it interrupts.
  assert.ok(partsUs.callbacks > 0 && partsUs.callbacks + partsUs.gc >= 30_000, figures);
  assert.ok(partsUs.gc > 0, figures);
  assert.ok(partsUs.ticks > 0 && partsUs.ticks + partsUs.gc >= 9_000, figures);
  assert.ok(records.some(({ kind }) => kind === 'gc') && records.some(({ kind }) => kind === 'callback'));

  // A timer's delay counts from when it was due.
  const timers = scope.history({ since, kinds: 'callback' }).items.filter(({ provider }) => provider === 'Timeout');
  const timer = scope.explain(timers[0]);
  assert.strictEqual(timer.delayUs, Math.max(0, timers[0].startUs - timers[0].dueUs));
  assert.throws(() => scope.explain(1e9), { code: 'ERR_INVALID_STATE' });
  assert.throws(() => scope.explain('x'), { code: 'ERR_INVALID_ARG_TYPE' });
}
