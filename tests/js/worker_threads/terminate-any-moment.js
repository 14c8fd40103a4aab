'use strict';

// Workers are terminated at random moments, from before their thread runs to the middle of their work: each ends, and the process is none the worse.

const assert = require('assert');
const { Worker } = require('worker_threads');

const kRounds = Number(process.env.TERMINATE_ROUNDS ?? 24);
const sources = [
  'while (true);',
  'setInterval(() => {}, 1)',
  "const { parentPort } = require('worker_threads'); for (;;) parentPort.postMessage([[1].map(String)])",
  'for (;;) { try { throw 1; } catch {} finally { continue; } }',
  'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
  '(async () => { for (;;) await null; })()',
  "new (require('worker_threads').Worker)('while (true);', { eval: true }); setInterval(() => {}, 1)",
  "require('fs').readFile(process.execPath, () => {}); require('crypto').randomBytes(1e6, () => {}); import('fs')",
];

(async () => {
  let ended = 0;
  for (let round = 0; round < kRounds; round++) {
    const worker = new Worker(sources[round % sources.length], { eval: true, stdout: true, stderr: true });
    worker.on('error', (error) => assert.fail(error));
    worker.on('exit', () => ended++);
    const moment = (round * 7) % 13;  // Milliseconds; 0 is at once.
    if (moment > 0) await new Promise((resolve) => setTimeout(resolve, moment));
    const code = await worker.terminate();
    assert.ok(code === 0 || code === 1 || code === undefined, `exit code ${code}`);
  }
  assert.strictEqual(ended, kRounds);
})();
