'use strict';

// A worker fills its heap; the main isolate's stays as it was.

const scope = require('isoscope');
const { Worker } = require('worker_threads');

const { objects, refute } = scope.parameters({ objects: 4e5, refute: false });

const kept = [];
const fill = (list, count) => {
  for (let i = 0; i < count; i++) list.push({ i, text: `object ${i}` });
};

const source = `
  const { parentPort, workerData } = require('worker_threads');
  const kept = [];
  (${fill})(kept, workerData);
  parentPort.postMessage(process.memoryUsage().heapUsed);
  parentPort.on('message', () => parentPort.close());
`;

scope.gc('major');
const before = process.memoryUsage().heapUsed;
if (refute) fill(kept, objects);
const worker = new Worker(source, { eval: true, workerData: refute ? 0 : objects });
worker.on('message', (workerHeap) => {
  scope.gc('major');
  const grown = process.memoryUsage().heapUsed - before;
  const isolates = scope.snapshot().isolates.filter((isolate) => isolate.state !== 'ended');
  for (const isolate of isolates) {
    const used = (isolate.heap.usedBytes / 1e6).toFixed(1);
    console.log(`isolate ${isolate.id} ${isolate.name.padEnd(12)} heap ${used} MB, ${isolate.gc.count} collections`);
  }
  scope.expect('the process has two isolates', isolates.length === 2, { isolates: isolates.map((isolate) => isolate.name) });
  scope.expect('the worker has its objects in its heap', workerHeap > objects * 40, { workerHeap });
  scope.expect('the main heap did not grow by them', grown < 2e6, { grown });
  worker.postMessage('end');
  if (kept.length > objects) throw new Error('unreachable: kept must live until here');
});
