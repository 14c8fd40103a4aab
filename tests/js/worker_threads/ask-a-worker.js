'use strict';

// A parent asks a running worker for its figures, also one that spins; afterwards they are refused.

const assert = require('assert');
const { Worker } = require('worker_threads');

const worker = new Worker("require('worker_threads').parentPort.postMessage('spins'); while (true);", { eval: true });
worker.once('message', async () => {
  const heap = await worker.getHeapStatistics();
  assert.strictEqual(Object.getPrototypeOf(heap), null);
  assert.ok(heap.used_heap_size > 0 && heap.number_of_native_contexts >= 1);
  const cpu = await worker.cpuUsage();
  assert.ok(cpu.user >= 0 && cpu.system >= 0);
  const since = await worker.cpuUsage(cpu);
  assert.ok(since.user >= 0 && since.user < 1e9);
  let text = '';
  for await (const chunk of await worker.getHeapSnapshot()) text += chunk;
  assert.ok(JSON.parse(text).snapshot.node_count > 0);
  const { idle, active, utilization } = worker.performance.eventLoopUtilization();
  assert.ok(idle >= 0 && active >= 0 && utilization >= 0);
  await worker.terminate();
  await assert.rejects(worker.getHeapStatistics(), { code: 'ERR_WORKER_NOT_RUNNING' });
  await assert.rejects(worker.cpuUsage(), { code: 'ERR_WORKER_NOT_RUNNING' });
  assert.deepStrictEqual(worker.performance.eventLoopUtilization(), { idle: 0, active: 0, utilization: 0 });
});
