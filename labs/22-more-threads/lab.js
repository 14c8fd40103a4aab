'use strict';

// Operations that wait, on a pool of a given size.

const scope = require('isoscope');

const { threads, operations, ms, refute } = scope.parameters({ threads: 8, operations: 8, ms: 300, refute: false });
process.env.UV_THREADPOOL_SIZE = String(threads);  // Before the pool's first use: it is read once.

async function run() {
  if (refute) {
    for (let i = 0; i < operations; i++) await scope.poolSleep(ms);
  } else {
    await Promise.all(Array.from({ length: operations }, () => scope.poolSleep(ms)));
  }
}

run().then(() => {
  const records = scope.history({ kinds: ['pool'] }).items.filter((record) => record.startedUs !== null);
  const edges = records.flatMap((record) => [[record.startedUs, 1], [record.endedUs, -1]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let now = 0;
  let most = 0;
  for (const [, step] of edges) most = Math.max(most, now += step);
  const firstEnd = Math.min(...records.map((record) => record.endedUs));
  const waited = records.filter((record) => record.startedUs >= firstEnd && record.submittedUs < firstEnd).length;
  const makespan = Math.max(...records.map((record) => record.endedUs)) - Math.min(...records.map((record) => record.submittedUs));
  console.log(`${operations} sleeps of ${ms} ms on ${threads} threads: ${(makespan / 1e3).toFixed(0)} ms, ` +
    `at most ${most} at once, ${waited} waited for a thread`);
  scope.expect('the pool has as many threads as was asked for', scope.snapshot().pool.threads === threads);
  scope.expect('as many ran at once as there are threads', most === Math.min(threads, operations), { most });
  scope.expect('those beyond had to wait', waited === Math.max(0, operations - threads), { waited });
});
