'use strict';

// The pool is full, the loop sleeps, and a stat waits.

const scope = require('isoscope');
const fs = require('fs');

const threads = scope.snapshot().pool.threads || Number(process.env.UV_THREADPOOL_SIZE ?? 4);
const { ms, sleeps, refute } = scope.parameters({ ms: 300, sleeps: threads, refute: false });

const before = performance.eventLoopUtilization();
const pending = [];
for (let i = 0; i < (refute ? sleeps - 1 : sleeps); i++) pending.push(scope.poolSleep(ms));
pending.push(fs.promises.stat(__filename));
// The pool as it was when it was fullest, whenever that is on a busy machine.
let middle = scope.snapshot().pool;
const timer = setInterval(() => {
  const { pool } = scope.snapshot();
  if (pool.busy + pool.queued >= middle.busy + middle.queued && pool.busy >= middle.busy) middle = pool;
}, 10);

Promise.all(pending).then(() => {
  clearInterval(timer);
  const { utilization } = performance.eventLoopUtilization(before);
  const stat = scope.history({ kinds: ['pool'] }).items.findLast((operation) => operation.operation === 'fs.stat');
  const waitUs = stat.startedUs - stat.submittedUs;
  console.log(`fs.stat waited ${(waitUs / 1e3).toFixed(1)} ms and ran ${((stat.endedUs - stat.startedUs) / 1e3).toFixed(3)} ms`);
  console.log(`in the middle ${middle.busy} threads were busy and ${middle.queued} operations waited; ` +
    `utilization of the loop ${utilization.toFixed(3)}`);
  scope.expect('every thread was busy', middle.busy === sleeps, { busy: middle.busy });
  scope.expect('the stat waited for them', waitUs >= ms * 500, { waitUs });
  scope.expect('it was the one that was queued', middle.queued === 1, { queued: middle.queued });
  scope.expect('the loop was idle', utilization < 0.5, { utilization });
});
