'use strict';

// Threads that count in shared memory.

const scope = require('isoscope');
const { Worker } = require('worker_threads');

const { times: asked, threads, refute } = scope.parameters({ times: 5e5, threads: 2, refute: false });
const times = refute ? Math.min(asked, 100) : asked;  // Meeting twice for each is slow.

const counters = new Int32Array(new SharedArrayBuffer(16));
const EXACT = 0, PLAIN = 1, MET = 2;

const source = `
  const { workerData: { counters, times, threads, refute } } = require('worker_threads');
  // All wait for all.
  function meet() {
    const round = Math.floor(Atomics.add(counters, ${MET}, 1) / threads) + 1;
    while (Atomics.load(counters, ${MET}) < round * threads);
  }
  meet();
  for (let i = 0; i < times; i++) {
    counters[${PLAIN}]++;
    if (!refute) {
      Atomics.add(counters, ${EXACT}, 1);
      continue;
    }
    const seen = counters[${EXACT}];
    meet();  // What the others do between load and store when luck is bad.
    counters[${EXACT}] = seen + 1;
    meet();
  }
`;

let ended = 0;
for (let i = 0; i < threads; i++) {
  const worker = new Worker(source, { eval: true, workerData: { counters, times, threads, refute } });
  worker.on('exit', () => { if (++ended === threads) judge(); });
}

function judge() {
  const wanted = times * threads;
  const exact = counters[EXACT];
  console.log(`${threads} threads x ${times}: Atomics ${exact}, plain ${counters[PLAIN]} (${wanted - counters[PLAIN]} lost)`);
  scope.expect('the count with Atomics is exact', exact === wanted, { exact, wanted });
  scope.expect('the plain one never has too many', counters[PLAIN] <= wanted, { plain: counters[PLAIN] });
}
