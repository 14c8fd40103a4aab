'use strict';
const assert = require('assert');
const { transferableAbortController, transferableAbortSignal } = require('util');
const { Worker } = require('worker_threads');

// Both sides hear of it.
const controller = transferableAbortController();
const { signal } = controller;
const { port1, port2 } = new MessageChannel();
let heard;
port2.onmessage = ({ data }) => {
  assert.ok(data instanceof AbortSignal && !data.aborted && data !== signal);
  data.onabort = () => {
    heard = data.reason;
    port1.close();
  };
  controller.abort('why');
};
port1.postMessage(signal, [signal]);

// One that is aborted already arrives so.
const aborted = transferableAbortSignal(AbortSignal.abort(new Error('boom')));
const clone = structuredClone(aborted, { transfer: [aborted] });
assert.strictEqual(clone.aborted, true);
assert.strictEqual(clone.reason.message, 'boom');

// Others may not go.
const plain = new AbortController().signal;
assert.throws(() => structuredClone(plain, { transfer: [plain] }), { name: 'DataCloneError' });
for (const bad of [undefined, {}, 1]) assert.throws(() => transferableAbortSignal(bad), { code: 'ERR_INVALID_ARG_TYPE' });

// To a worker, whose end it does not delay.
const forWorker = transferableAbortController();
let told;
const worker = new Worker(`
  const { parentPort, workerData } = require('worker_threads');
  workerData.addEventListener('abort', () => { parentPort.postMessage(workerData.reason); parentPort.close(); });
  parentPort.on('message', () => {});
  parentPort.postMessage('ready');
`, { eval: true, workerData: forWorker.signal, transferList: [forWorker.signal] });
worker.on('message', (message) => {
  if (message === 'ready') forWorker.abort(7);
  else told = message;
});
process.on('exit', () => assert.deepStrictEqual([heard, told], ['why', 7]));
