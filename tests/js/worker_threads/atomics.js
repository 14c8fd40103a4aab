'use strict';

// Atomics.wait, notify and waitAsync between threads, over shared memory that may grow.

const assert = require('assert');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

const kFlag = 0;
const kCount = 1;

if (!isMainThread) {
  const cells = new Int32Array(workerData);
  assert.strictEqual(Atomics.wait(cells, kFlag, 0, 20000), 'ok');
  for (let i = 0; i < 1000; i++) Atomics.add(cells, kCount, 1);
  workerData.grow(64);
  parentPort.postMessage('done');
} else {
  const memory = new SharedArrayBuffer(16, { maxByteLength: 64 });
  const cells = new Int32Array(memory);
  let left = 3;
  for (let i = 0; i < 3; i++) {
    new Worker(__filename, { workerData: memory }).on('message', () => {
      if (--left > 0) return;
      assert.strictEqual(Atomics.load(cells, kCount), 3000);
      assert.strictEqual(memory.byteLength, 64);
      assert.strictEqual(cells.length, 16);
    });
  }
  const timer = setInterval(() => {
    Atomics.notify(cells, kFlag);
    if (left === 0) clearInterval(timer);
  }, 2);
  const later = Atomics.waitAsync(cells, 3, 0);
  assert.strictEqual(later.async, true);
  later.value.then((outcome) => assert.strictEqual(outcome, 'ok'));
  new Worker("require('worker_threads').workerData.set([0], 3); Atomics.notify(require('worker_threads').workerData, 3)",
             { eval: true, workerData: cells });
}
