'use strict';

// Any thread may post to any other by its id; the promise tells whether it was heard.

const assert = require('assert');
const { Worker, isMainThread, parentPort, postMessageToThread, threadId } = require('worker_threads');

if (!isMainThread) {
  process.on('workerMessage', (value, source) => {
    if (value === 'throw') throw new Error('the listener fails');
    assert.strictEqual(source, 0);
    postMessageToThread(0, { threadId, value }).then(() => parentPort.postMessage('answered'));
  });
  parentPort.postMessage('ready');
  parentPort.on('message', () => parentPort.close());
} else {
  const heard = [];
  process.on('workerMessage', (value, source) => heard.push([value, source]));
  const worker = new Worker(__filename);
  worker.once('message', async () => {
    const answered = new Promise((resolve) => worker.once('message', resolve));
    await postMessageToThread(worker.threadId, { hello: 1 });
    assert.strictEqual(await answered, 'answered');
    assert.deepStrictEqual(heard, [[{ threadId: worker.threadId, value: { hello: 1 } }, worker.threadId]]);
    const bytes = new Uint8Array(8);
    await assert.rejects(postMessageToThread(threadId, 'self'), { code: 'ERR_WORKER_MESSAGING_SAME_THREAD' });
    await assert.rejects(postMessageToThread(12345, bytes), { code: 'ERR_WORKER_MESSAGING_FAILED' });
    await assert.rejects(postMessageToThread(worker.threadId, 'throw'), { code: 'ERR_WORKER_MESSAGING_ERRORED' });
    worker.postMessage('end');
  });
}
