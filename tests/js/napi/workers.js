'use strict';

// One library in several threads: each environment has data of its own; a terminated worker leaves the others alone.

const assert = require('assert');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

if (isMainThread) {
  const { compile } = require('../common/addon');
  const file = compile('endings');
  const native = require(file);
  assert.deepStrictEqual([native.count(), native.count()], [1, 2]);
  let ended = 0;
  for (let i = 0; i < 3; i++) {
    const worker = new Worker(__filename, { workerData: { file, spin: i === 2 } });
    worker.on('message', (counts) => {
      assert.deepStrictEqual(counts, [1, 2, 3]);
      if (i === 2) worker.terminate();
    });
    worker.on('exit', (code) => {
      assert.strictEqual(code, i === 2 ? 1 : 0);
      if (++ended === 3) assert.strictEqual(native.count(), 3);
    });
  }
  process.on('exit', () => assert.strictEqual(ended, 3));
} else {
  const native = require(workerData.file);
  parentPort.postMessage([native.count(), native.count(), native.count()]);
  if (workerData.spin) while (true) native.count();
}
