// Flags: --expose-gc
'use strict';

// Memory that a worker handed over is freed long after the worker has ended, by another isolate's collector.

const assert = require('assert');
const { Worker } = require('worker_threads');

const source = `
  const { parentPort } = require('worker_threads');
  const buffers = [];
  for (let i = 0; i < 50; i++) buffers.push(new Uint8Array(1000 + i * 1000).fill(i).buffer);
  parentPort.postMessage(buffers, buffers);
`;

function once() {
  return new Promise((resolve, reject) => {
    let received;
    new Worker(source, { eval: true }).on('message', (buffers) => { received = buffers; }).on('error', reject).on('exit', () => resolve(received));
  });
}

(async () => {
  let bytes = 0;
  for (let i = 0; i < 3; i++) {
    let received = await once();
    received.forEach((buffer, index) => assert.strictEqual(new Uint8Array(buffer).at(-1), index));
    bytes += received.length;
    received = null;
    gc();
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
  assert.strictEqual(bytes, 150);
})();
