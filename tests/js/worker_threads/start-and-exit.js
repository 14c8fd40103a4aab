'use strict';

// A worker runs a file with its data, says it is online, talks both ways, and ends by itself.

const assert = require('assert');
const { Worker, isMainThread, parentPort, threadId, workerData } = require('worker_threads');

if (isMainThread) {
  const seen = [];
  const worker = new Worker(__filename, { workerData: { list: [1, { two: 2n }], map: new Map([['a', 1]]) } });
  assert.strictEqual(worker.threadId, 1);
  worker.on('online', () => seen.push('online'));
  worker.on('message', (message) => {
    seen.push(message);
    worker.postMessage('end');
  });
  worker.on('exit', (code) => {
    seen.push(`exit ${code}`);
    assert.strictEqual(worker.threadId, -1);
  });
  process.on('exit', () => assert.deepStrictEqual(seen, ['online', { threadId: 1, argv: 2, list: [1, { two: 2n }], size: 1 }, 'exit 0']));
} else {
  parentPort.once('message', (message) => assert.strictEqual(message, 'end'));
  parentPort.postMessage({ threadId, argv: process.argv.length, list: workerData.list, size: workerData.map.size });
}
