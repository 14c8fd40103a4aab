'use strict';

// The clock of a worker starts with the process.
const assert = require('assert');
const { Worker } = require('worker_threads');

const before = performance.now();
const worker = new Worker(`
  require('worker_threads').parentPort.postMessage({ origin: performance.timeOrigin, now: performance.now() });
`, { eval: true });
let heard;
worker.on('message', (message) => { heard = message; });
worker.on('exit', () => {
  assert.strictEqual(heard.origin, performance.timeOrigin);
  assert.ok(heard.now >= before && heard.now <= performance.now());
});
