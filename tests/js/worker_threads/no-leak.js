// Not-under: asan, which keeps freed memory for a while
'use strict';

// Workers come and go: no thread, no descriptor and no memory stays behind. WORKERS=1000 is the full run.

const assert = require('assert');
const fs = require('fs');
const { Worker } = require('worker_threads');

const kWorkers = Number(process.env.WORKERS ?? 24);
const kWarmUp = 8;
const kAtOnce = 4;
const kPools = 8;  // Threads of V8's and libuv's, which come when they are needed first, and stay.

const threads = () => fs.readdirSync('/proc/self/task').length;
const descriptors = () => fs.readdirSync('/proc/self/fd').length;
// What one worker may leave: far less than the megabytes that an isolate takes. Allocators keep some, so that few workers prove little.
const kBytesOfOne = 64 * 1024;
const kSlack = 32 * 1024 * 1024;

function one(index) {
  return new Promise((resolve) => {
    const worker = new Worker("require('worker_threads').parentPort.postMessage(new Array(1000).fill('x').join(''))", { eval: true });
    let length;
    worker.on('message', (text) => { length = text.length; });
    worker.on('exit', (code) => {
      assert.deepStrictEqual([code, length], [0, 1000], `worker ${index}`);
      resolve();
    });
  });
}

async function many(count) {
  for (let i = 0; i < count; i += kAtOnce) await Promise.all(Array.from({ length: kAtOnce }, (_, k) => one(i + k)));
}

(async () => {
  await many(kWarmUp);
  const before = { threads: threads(), descriptors: descriptors(), rss: process.memoryUsage.rss() };
  await many(kWorkers);
  const after = { threads: threads(), descriptors: descriptors(), rss: process.memoryUsage.rss() };
  if (process.env.WORKERS) console.log(before, after);
  assert.ok(after.threads <= before.threads + kPools, `${before.threads} -> ${after.threads} threads`);
  assert.strictEqual(after.descriptors, before.descriptors);
  assert.ok(after.rss - before.rss < kSlack + kWorkers * kBytesOfOne, `${before.rss} -> ${after.rss}`);
})();
