'use strict';

const { Worker, MessageChannel } = require('worker_threads');
const { measure, until } = require('./common.js');

(async () => {
  // From `new Worker` to its 'exit', one after the other.
  await measure('worker start to exit', 20, async (ops) => {
    for (let i = 0; i < ops; i++) await until((done) => new Worker('', { eval: true }).on('exit', () => done()));
  });

  await measure('worker ping-pong', 5000, (ops) => until((done) => {
    const worker = new Worker("const { parentPort } = require('worker_threads'); parentPort.on('message', (m) => parentPort.postMessage(m));",
                              { eval: true });
    let left = ops;
    worker.on('message', (message) => {
      if (--left > 0) worker.postMessage(message);
      else worker.terminate().then(() => done());
    });
    worker.postMessage({ i: 1, s: 'hello' });
  }), 4);

  // Small objects streamed one way by a worker.
  await measure('worker messages', 100000, (ops) => until((done) => {
    const worker = new Worker(`const { parentPort } = require('worker_threads');
      for (let i = 0; i < ${ops}; i++) parentPort.postMessage({ i, s: 'hello' });`, { eval: true });
    let left = ops;
    worker.on('message', () => {
      if (--left === 0) done();
    });
  }), 4);

  // The same within one thread.
  await measure('message channel', 100000, (ops) => until((done) => {
    const { port1, port2 } = new MessageChannel();
    let left = ops;
    port2.on('message', () => {
      if (--left > 0) return;
      port2.close();
      done();
    });
    for (let i = 0; i < ops; i++) port1.postMessage({ i, s: 'hello' });
  }), 4);

  const buffer = { bytes: new ArrayBuffer(128 * 1024 * 1024) };
  await measure('transfer of 128 MB', 1000, (ops) => until((done) => {
    const { port1, port2 } = new MessageChannel();
    let left = ops;
    port2.on('message', (bytes) => {
      if (--left > 0) return port1.postMessage(bytes, [bytes]);
      buffer.bytes = bytes;
      port2.close();
      return done();
    });
    port1.postMessage(buffer.bytes, [buffer.bytes]);
  }), 4);
})();
