'use strict';

// A histogram in a message stays one with its clone: either side sees what the other counts.

const assert = require('assert');
const { createHistogram, monitorEventLoopDelay } = require('perf_hooks');
const { Worker } = require('worker_threads');

const histogram = createHistogram();
histogram.record(5);
const copy = structuredClone({ histogram }).histogram;
assert.strictEqual(copy.constructor.name, 'RecordableHistogram');
copy.record(9);
assert.deepStrictEqual([histogram.count, copy.count, histogram.max, copy.min], [2, 2, 9, 5]);
copy.add(histogram);
assert.strictEqual(histogram.count, 4);

const delay = structuredClone(monitorEventLoopDelay());
assert.strictEqual(delay.constructor.name, 'Histogram');
assert.deepStrictEqual([delay.enable, delay.record, delay.count], [undefined, undefined, 0]);

const worker = new Worker(`
  const { parentPort, workerData } = require('worker_threads');
  for (let i = 1; i <= 1000; i++) workerData.record(i);
  parentPort.postMessage(workerData);
`, { eval: true, workerData: histogram });
for (let i = 1; i <= 1000; i++) histogram.record(i);
worker.on('message', (back) => {
  assert.strictEqual(back.count, 2004);
  assert.strictEqual(histogram.count, 2004);
});
