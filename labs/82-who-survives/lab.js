'use strict';

// Failures in a worker and in a child process: who hears of them, and who is still there.

const scope = require('isoscope');
const { fork, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Worker } = require('worker_threads');

const { refute } = scope.parameters({ refute: false });

const worker = (source) => new Promise((resolve) => {
  let heard = null;
  new Worker(source, { eval: true }).on('error', (error) => { heard = error.message; }).on('exit', (code) => resolve({ code, heard }));
});
const child = (source) => new Promise((resolve) => {
  const file = path.join(folder, 'child.js');
  fs.writeFileSync(file, source);
  fork(file, { stdio: 'ignore' }).on('close', (code, signal) => resolve({ code, signal }));
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'who-survives-'));
(async () => {
  const thrown = await worker('throw new Error("in a worker")');
  const left = await worker('process.exit(5)');
  const childThrown = await child('throw new Error("in a child")');
  const childKilled = await child(refute ? '' : 'process.kill(process.pid, "SIGABRT")');
  // A crash below JavaScript inside of a worker: in a process of its own, for it takes everything along.
  const program = `
    const { Worker } = require('worker_threads');
    new Worker(${JSON.stringify(refute ? '' : 'process.kill(process.pid, "SIGABRT")')}, { eval: true }).on('exit',
      () => console.log('the process is still there'));
  `;
  const crashed = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });

  console.log(`worker that throws: ${thrown.heard}, code ${thrown.code}; that exits: code ${left.code}`);
  console.log(`child that throws: code ${childThrown.code}; that crashes: ${childKilled.signal}`);
  console.log(`process with a worker that crashes: ${crashed.signal ?? `code ${crashed.status}`}, said ${JSON.stringify(crashed.stdout)}`);
  scope.expect('an error in a worker ends that worker, and its parent hears it', thrown.heard === 'in a worker' && thrown.code === 1, thrown);
  scope.expect('process.exit() in a worker ends the worker only', left.code === 5 && left.heard === null, left);
  scope.expect('an error in a child is an exit code', childThrown.code === 1 && childThrown.signal === null, childThrown);
  scope.expect('a crash of a child is a signal, and the parent goes on', childKilled.signal === 'SIGABRT', childKilled);
  scope.expect('a crash in a worker takes the whole process along', crashed.signal === 'SIGABRT' && crashed.stdout === '',
               { signal: crashed.signal, stdout: crashed.stdout });
})();
