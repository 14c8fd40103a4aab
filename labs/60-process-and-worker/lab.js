'use strict';

// The same idle program as workers and as processes, and what each added.

const scope = require('isoscope');
const fs = require('fs');
const { fork } = require('child_process');
const { Worker } = require('worker_threads');

const { count, refute } = scope.parameters({ count: 5, refute: false });

// What a process has in memory, in bytes: all of it, and what is its alone.
function memoryOf(pid) {
  const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const sum = (pattern) => [...text.matchAll(pattern)].reduce((total, [, kb]) => total + Number(kb) * 1024, 0);
  return { resident: sum(/^Rss:\s+(\d+) kB/gm), own: sum(/^Private_\w+:\s+(\d+) kB/gm) };
}

const add = (a, b) => ({ resident: a.resident + b.resident, own: a.own + b.own });
const each = ({ resident, own }) => ({ resident: resident / count, own: own / count });

async function processes() {
  const children = await Promise.all(Array.from({ length: count }, () => new Promise((resolve, reject) => {
    const child = fork(idle, { stdio: 'inherit' });
    child.once('message', () => resolve(child)).once('error', reject);
  })));
  const total = children.map((child) => memoryOf(child.pid)).reduce(add);
  for (const child of children) child.disconnect();
  return each(total);
}

async function workers() {
  const before = memoryOf(process.pid);
  const list = await Promise.all(Array.from({ length: count }, () => new Promise((resolve, reject) => {
    const worker = new Worker(idle);
    worker.once('message', () => resolve(worker)).once('error', reject);
  })));
  const after = memoryOf(process.pid);
  await Promise.all(list.map((worker) => worker.terminate()));
  return each({ resident: after.resident - before.resident, own: after.own - before.own });
}

const idle = `${__dirname}/idle.js`;

(async () => {
  const perWorker = await (refute ? processes() : workers());
  const perProcess = await processes();
  const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  for (const [name, { resident, own }] of Object.entries({ worker: perWorker, process: perProcess })) {
    console.log(`each ${name.padEnd(8)} ${mb(resident)} resident, ${mb(own)} of it shared with nobody`);
  }
  scope.expect('a process has at least one and a half times as much in memory', perProcess.resident > 1.5 * perWorker.resident,
               { worker: perWorker.resident, process: perProcess.resident });
})();
