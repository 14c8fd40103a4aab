'use strict';

// Eight workers post to each other as fast as they can: nothing is lost, and what one posts to another arrives in order.

const assert = require('assert');
const { MessageChannel, Worker, isMainThread, parentPort, workerData } = require('worker_threads');

const kWorkers = 8;
const kMessages = Number(process.env.STORM_MESSAGES ?? 150);  // From each to each.

if (isMainThread) {
  const ports = Array.from({ length: kWorkers }, () => ({}));
  for (let i = 0; i < kWorkers; i++) {
    for (let k = i + 1; k < kWorkers; k++) {
      const { port1, port2 } = new MessageChannel();
      ports[i][k] = port1;
      ports[k][i] = port2;
    }
  }
  let total = 0;
  for (let id = 0; id < kWorkers; id++) {
    const mine = ports[id];
    const worker = new Worker(__filename, { workerData: { id, mine }, transferList: Object.values(mine) });
    worker.on('message', (count) => { total += count; });
    worker.on('exit', (code) => assert.strictEqual(code, 0));
  }
  process.on('exit', () => assert.strictEqual(total, kWorkers * (kWorkers - 1) * kMessages));
} else {
  const { id, mine } = workerData;
  let received = 0;
  for (const [from, port] of Object.entries(mine)) {
    let next = 0;
    port.on('message', (message) => {
      assert.deepStrictEqual(message, { from: Number(from), number: next++ });
      received++;
      if (next === kMessages) port.unref();
      if (received === (kWorkers - 1) * kMessages) parentPort.postMessage(received);
    });
  }
  for (let number = 0; number < kMessages; number++) {
    for (const port of Object.values(mine)) port.postMessage({ from: id, number });
  }
}
