'use strict';

// Work of two kinds on a pool of four: how much of each runs at one time.

const scope = require('isoscope');

const { threads, ms, refute } = scope.parameters({ threads: 4, ms: 60, refute: false });
process.env.UV_THREADPOOL_SIZE = String(threads);

// Together: a slow operation may use half of the threads, rounded up, however long its queue is.
const slowIo = !refute;
const slow = Array.from({ length: 2 * threads }, () => scope.poolSleep(ms, { slowIo }));
const dns = require('dns');
const lookups = Array.from({ length: threads }, () => dns.promises.lookup('localhost'));
const quick = Array.from({ length: threads }, () => scope.poolSleep(1));

function mostAtOnce(records) {
  const edges = records.flatMap(({ startedUs, endedUs }) => [[startedUs, 1], [endedUs, -1]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let now = 0;
  let most = 0;
  for (const [, step] of edges) most = Math.max(most, now += step);
  return most;
}

Promise.all([...slow, ...lookups, ...quick]).then(() => {
  const records = scope.history({ kinds: ['pool'] }).items.filter(({ startedUs }) => startedUs !== null);
  const slowOnes = records.filter(({ workKind, endedUs, startedUs }) => (refute ? endedUs - startedUs > ms * 500 : workKind === 'slowIo'));
  const names = records.filter(({ operation }) => operation === 'dns.lookup');
  const others = records.filter((record) => !slowOnes.includes(record) && !names.includes(record));
  const cap = Math.ceil(threads / 2);
  const lastSlowStart = Math.max(...slowOnes.map(({ startedUs }) => startedUs));
  const overtook = others.filter(({ startedUs }) => startedUs < lastSlowStart).length;
  console.log(`${threads} threads: at most ${mostAtOnce(slowOnes)} slow operations at once; ${overtook} of ${others.length} others, submitted ` +
    `after them, began before the last`);
  scope.expect('libuv calls looking up a name slow I/O', names.length === threads && names.every(({ workKind }) => workKind === 'slowIo'),
               { lookups: names.length });
  scope.expect('slow operations never have more than half of the threads', mostAtOnce(slowOnes) <= cap, { most: mostAtOnce(slowOnes), cap });
  scope.expect('and had that many', mostAtOnce(slowOnes) === cap, { most: mostAtOnce(slowOnes), cap });
  scope.expect('what came later and is not slow overtook them', overtook === others.length, { overtook, others: others.length });
});
