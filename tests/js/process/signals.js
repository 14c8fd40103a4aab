'use strict';

// A signal with a listener is heard and does not end the process; without one it does. Exit codes and signals reach the parent.
const assert = require('assert');
const { spawn, spawnSync } = require('child_process');
const { mustCall } = require('../common');

if (process.argv[2] === 'child') {
  const heard = [];
  process.on('SIGUSR2', (name, number) => {
    heard.push(name, number);
    process.removeAllListeners('SIGUSR2');
    process.on('SIGTERM', function once() {
      process.removeListener('SIGTERM', once);
      console.log(heard.join());
      process.kill(process.pid, 'SIGTERM');  // Nobody listens any more.
    });
    console.log('second');
  });
  setInterval(() => {}, 1000);
  console.log('first');
} else {
  const child = spawn(process.execPath, [__filename, 'child']);
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk) => {
    text += chunk;
    if (text.endsWith('first\n')) child.kill('SIGUSR2');
    if (text.endsWith('second\n')) child.kill('SIGTERM');
  });
  child.on('close', mustCall((code, signal) => {
    assert.deepStrictEqual([code, signal, text], [null, 'SIGTERM', 'first\nsecond\nSIGUSR2,12\n']);
  }));

  const run = (script) => spawnSync('/bin/sh', ['-c', `"${process.execPath}" -e "${script}"`]).status;
  assert.strictEqual(run("process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000)"), 128 + 9);
  assert.strictEqual(run("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)"), 128 + 15);
  assert.strictEqual(run('process.abort()'), 128 + 6);
  assert.throws(() => process.on('SIGKILL', () => {}), { code: 'EINVAL', syscall: 'uv_signal_start' });
}
