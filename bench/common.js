'use strict';

// What the measured scripts share. Plain Node code: the same file runs on every peer.

const kBatches = 8;

// Runs `run(ops)` in several batches and prints each as a line of JSON: { name, ops, ms, cpuMs }. The reader takes the best: the first ones warm
// up, and a busy machine can only make a batch slower. `run` may return a promise.
async function measure(name, ops, run, batches = kBatches) {
  const lines = [];
  for (let i = 0; i < batches; i++) {
    const cpu = process.cpuUsage();
    const start = process.hrtime.bigint();
    const pending = run(ops);
    if (pending !== undefined) await pending;
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    const used = process.cpuUsage(cpu);
    lines.push(JSON.stringify({ name, ops, ms, cpuMs: (used.user + used.system) / 1e3 }));
  }
  console.log(lines.join('\n'));
}

// A promise for `done` being called.
function until(start) {
  return new Promise((resolve, reject) => start((error) => { if (error) reject(error); else resolve(); }));
}

// Keeps a result alive, so that no compiler leaves the work out.
let sink = 0;
function keep(value) { sink ^= value; }
process.on('exit', () => { if (sink === Math.PI) console.log(sink); });

// A file of `size` bytes in a temporary folder of this process, which goes at exit.
function scratchFile(size) {
  const fs = require('fs');
  const path = require('path');
  const folder = fs.mkdtempSync(path.join(require('os').tmpdir(), 'bench-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'file.txt');
  fs.writeFileSync(file, 'x'.repeat(size));
  return file;
}

module.exports = { measure, until, keep, scratchFile };
