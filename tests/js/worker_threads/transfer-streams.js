'use strict';

// Web streams move to another thread, with their chunks, their end, their errors and their backpressure.

const assert = require('assert');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

if (!isMainThread) {
  (async () => {
    const { readable, writable, transform, failing } = workerData;
    const chunks = [];
    for await (const chunk of readable) chunks.push(chunk);
    const writer = writable.getWriter();
    await writer.write({ chunks });
    await writer.close();
    const upper = transform.readable.getReader();
    transform.writable.getWriter().write('text').catch(() => {});
    parentPort.postMessage((await upper.read()).value);
    await assert.rejects(failing.getReader().read(), { message: 'source failed' });
    parentPort.postMessage('rejected');
    await upper.cancel();
  })();
} else {
  let pulls = 0;
  const readable = new ReadableStream({
    pull(controller) {
      controller.enqueue(pulls);
      if (++pulls === 5) controller.close();
    },
  });
  const written = [];
  let isClosed = false;
  const writable = new WritableStream({ write(chunk) { written.push(chunk); }, close() { isClosed = true; } });
  const transform = new TransformStream({ transform(chunk, controller) { controller.enqueue(chunk.toUpperCase()); } });
  const failing = new ReadableStream({ pull() { throw new Error('source failed'); } }, { highWaterMark: 0 });
  const data = { readable, writable, transform, failing };
  const worker = new Worker(__filename, { workerData: data, transferList: Object.values(data) });
  assert.ok(readable.locked && writable.locked);
  assert.throws(() => structuredClone(readable, { transfer: [readable] }), { name: 'DataCloneError' });
  const messages = [];
  worker.on('message', (message) => {
    messages.push(message);
    if (message === 'rejected') worker.terminate();
  });
  process.on('exit', () => {
    assert.deepStrictEqual(written, [{ chunks: [0, 1, 2, 3, 4] }]);
    assert.ok(isClosed);
    assert.deepStrictEqual(messages, ['TEXT', 'rejected']);
  });
}
