'use strict';

// What ends a worker gives its exit code: process.exit(), process.exitCode, an uncaught error, terminate(). 'exit' listeners run in it, but for
// the last.

const assert = require('assert');
const { Worker } = require('worker_threads');

function run(source, then) {
  const worker = new Worker(source, { eval: true });
  const events = [];
  worker.on('message', (message) => events.push(message));
  worker.on('error', (error) => events.push(`${error.name}: ${error.message}`));
  return new Promise((resolve) => {
    worker.on('exit', (code) => resolve([...events.sort(), code]));  // Errors and messages come by different ports.
    then?.(worker);
  });
}

const onExit = "const { parentPort } = require('worker_threads'); process.on('exit', (code) => parentPort.postMessage(`exit ${code}`));";

(async () => {
  assert.deepStrictEqual(await run(onExit), ['exit 0', 0]);
  assert.deepStrictEqual(await run(`${onExit} process.exit(42); parentPort.postMessage('never');`), ['exit 42', 42]);
  assert.deepStrictEqual(await run(`${onExit} process.exitCode = 7;`), ['exit 7', 7]);
  assert.deepStrictEqual(await run(`${onExit} setTimeout(() => process.exit(3), 1); setInterval(() => {}, 1000);`), ['exit 3', 3]);
  assert.deepStrictEqual(await run(`${onExit} throw new RangeError('no');`), ['RangeError: no', 'exit 1', 1]);
  assert.deepStrictEqual(await run(`${onExit} Promise.reject(new TypeError('late'));`), ['TypeError: late', 'exit 1', 1]);
  assert.deepStrictEqual(await run(`${onExit} setInterval(() => {}, 1000);`, (worker) => worker.on('online', () => worker.terminate())), [1]);
  assert.deepStrictEqual(await run('while (true);', (worker) => worker.on('online', () => worker.terminate())), [1]);
  assert.ok([0, 1].includes((await run('while (true);', (worker) => worker.terminate()))[0]));  // It may not have begun.
})();
