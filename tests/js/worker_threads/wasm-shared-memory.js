'use strict';

// A compiled WebAssembly module and its shared memory, used by two threads at once.

const assert = require('assert');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

// (module (memory (import "m" "m") 1 1 shared) (func (export "add") (param i32) (drop (i32.atomic.rmw.add (i32.const 0) (local.get 0)))))
const bytes = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 127, 0, 2, 9, 1, 1, 109, 1, 109, 2, 3, 1, 1, 3, 2, 1, 0, 7, 7, 1, 3, 97, 100, 100, 0, 0,
  10, 13, 1, 11, 0, 65, 0, 32, 0, 254, 30, 2, 0, 26, 11,
]);

function addAll({ module, memory }) {
  const { add } = new WebAssembly.Instance(module, { m: { m: memory } }).exports;
  for (let i = 0; i < 10000; i++) add(1);
}

if (!isMainThread) {
  addAll(workerData);
  parentPort.postMessage('added');
} else {
  const shared = { module: new WebAssembly.Module(bytes), memory: new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }) };
  new Worker(__filename, { workerData: shared }).on('message', () => {
    assert.strictEqual(new Int32Array(shared.memory.buffer)[0], 20000);
  });
  addAll(shared);
}
