'use strict';

// A worker ends in peace while a heap profile of it is being taken (Node 24 frees something twice).

const assert = require('assert');
const { Worker } = require('worker_threads');

const worker = new Worker('setInterval(() => { globalThis.kept = Array.from({ length: 100000 }, (_, i) => ({ i })); }, 1)', { eval: true });
worker.on('online', async () => {
  const heap = await worker.startHeapProfile();
  const cpu = await worker.startCpuProfile();
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  assert.strictEqual(await worker.terminate(), 1);
  await assert.rejects(heap.stop(), { code: 'ERR_WORKER_NOT_RUNNING' });
  await assert.rejects(cpu.stop(), { code: 'ERR_WORKER_NOT_RUNNING' });
});
