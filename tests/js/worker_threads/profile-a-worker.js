'use strict';

// CPU and heap profiles of a running worker: several CPU profiles at a time, one heap profile, none of a worker that is over.

const assert = require('assert');
const { Worker } = require('worker_threads');

const worker = new Worker(`
  function makeGarbage() { return Array.from({ length: 100000 }, (_, i) => ({ i })); }
  require('worker_threads').parentPort.on('message', () => {
    for (let i = 0; i < 20; i++) globalThis.kept = makeGarbage();
    require('worker_threads').parentPort.postMessage(1);
  });
`, { eval: true });

worker.on('online', async () => {
  const [first, second] = [await worker.startCpuProfile(), await worker.startCpuProfile()];
  const heap = await worker.startHeapProfile();
  await assert.rejects(worker.startHeapProfile(), { code: 'ERR_HEAP_PROFILE_HAVE_BEEN_STARTED', message: 'heap profiler have been started' });
  worker.postMessage(1);
  await new Promise((resolve) => { worker.once('message', resolve); });

  const sampled = JSON.parse(await heap.stop());
  assert.strictEqual(await heap.stop(), await heap.stop());
  const names = new Set();
  (function visit(node) {
    names.add(node.callFrame.functionName);
    node.children.forEach(visit);
  })(sampled.head);
  assert.ok(names.has('makeGarbage'), `${[...names]}`);
  assert.ok(sampled.samples.length > 0);

  const texts = [await first.stop(), await second.stop()];
  for (const text of texts) assert.ok(JSON.parse(text).nodes.length > 0);
  assert.notStrictEqual(texts[0], texts[1]);

  await worker.terminate();
  await assert.rejects(worker.startHeapProfile(), { code: 'ERR_WORKER_NOT_RUNNING' });
});
