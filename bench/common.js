'use strict';

// What the measured scripts share. Plain Node code: the same file runs on every peer.

const fs = require('fs');

// tools/bench lets several programs take turns: a batch waits for a byte on the standard input.
const kTurns = Number(process.env.BENCH_TURNS) || 0;
const kBatches = 8;

// Runs `run(ops)` in several batches and prints each as a line of JSON: { name, ops, ms, cpuMs }. The first ones warm up. `run` may return a promise.
// `batches`: where there cannot be any number of them.
async function measure(name, ops, run, batches = kTurns || kBatches) {
  for (let i = 0; i < batches; i++) {
    if (kTurns !== 0 && fs.readSync(0, Buffer.alloc(1)) !== 1) process.exit(1);
    const cpu = process.cpuUsage();
    const start = process.hrtime.bigint();
    const pending = run(ops);
    if (pending !== undefined) await pending;
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    const used = process.cpuUsage(cpu);
    fs.writeSync(1, `${JSON.stringify({ name, ops, ms, cpuMs: (used.user + used.system) / 1e3 })}\n`);
  }
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
  const path = require('path');
  const folder = fs.mkdtempSync(path.join(require('os').tmpdir(), 'bench-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'file.txt');
  fs.writeFileSync(file, 'x'.repeat(size));
  return file;
}

module.exports = { measure, until, keep, scratchFile };
