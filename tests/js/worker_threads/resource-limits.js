'use strict';

// A worker that needs more memory than it may have ends with ERR_WORKER_OUT_OF_MEMORY; everything else lives on.

const assert = require('assert');
const { Worker } = require('worker_threads');

const resourceLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4, stackSizeMb: 1 };

function run(source) {
  return new Promise((resolve) => {
    const worker = new Worker(source, { eval: true, resourceLimits });
    assert.strictEqual(worker.resourceLimits.maxOldGenerationSizeMb, 16);
    const events = [];
    worker.on('message', (message) => events.push(message));
    worker.on('error', (error) => events.push(error.code));
    worker.on('exit', (code) => {
      assert.deepStrictEqual(worker.resourceLimits, {});
      resolve([...events, code]);
    });
  });
}

(async () => {
  assert.deepStrictEqual(await run('const all = []; while (true) all.push({ a: [] });'), ['ERR_WORKER_OUT_OF_MEMORY', 1]);
  assert.deepStrictEqual(await run("let s = 'x'; const all = []; while (true) all.push((s += 'y').repeat(1000).split(''));"),
                         ['ERR_WORKER_OUT_OF_MEMORY', 1]);
  assert.deepStrictEqual(await run("require('worker_threads').parentPort.postMessage(require('worker_threads').resourceLimits.stackSizeMb)"), [1, 0]);
})();
