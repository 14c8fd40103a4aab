'use strict';

// What would change the whole process is refused in a worker; its environment is its own unless shared; its streams lead to the parent.

const assert = require('assert');
const { Worker, SHARE_ENV, isMainThread, parentPort, workerData } = require('worker_threads');

if (!isMainThread) {
  if (workerData.write) {
    process.env.FROM_WORKER = 12;
    console.log(process.env.FROM_WORKER, process.env.GIVEN, process.argv.slice(2).join());
    console.error('to stderr');
    process.stdin.setEncoding('utf8').on('data', (text) => console.log(`got ${text}`));
    return;
  }
  for (const name of ['abort', 'chdir', 'setuid', 'setgid', 'seteuid', 'setegid', 'setgroups', 'initgroups']) {
    assert.throws(() => process[name]('x'), { code: 'ERR_WORKER_UNSUPPORTED_OPERATION', message: `process.${name}() is not supported in workers` });
    assert.strictEqual(process[name].disabled, true);
  }
  assert.throws(() => process.umask(0), { code: 'ERR_WORKER_UNSUPPORTED_OPERATION' });
  assert.strictEqual(process.umask(), workerData.umask);
  process.on('SIGUSR2', () => {});
  assert.strictEqual(process.cwd(), workerData.cwd);
  parentPort.postMessage('checked');
} else {
  let checked = 0;
  new Worker(__filename, { workerData: { umask: process.umask(), cwd: process.cwd() } }).on('message', () => checked++);
  const output = [];
  const options = { workerData: { write: true }, env: { GIVEN: 'yes' }, argv: ['a', 'b'], stdin: true, stdout: true, stderr: true };
  const worker = new Worker(__filename, options);
  worker.stdout.setEncoding('utf8').on('data', (text) => output.push(text));
  worker.stderr.setEncoding('utf8').on('data', (text) => output.push(text));
  worker.stdin.end('input');
  worker.on('exit', () => {
    assert.strictEqual(process.env.FROM_WORKER, undefined);
    const shared = new Worker("process.env.SHARED = '1'", { eval: true, env: SHARE_ENV });
    shared.on('exit', () => assert.strictEqual(process.env.SHARED, '1'));
  });
  process.on('exit', () => {
    assert.strictEqual(checked, 1);
    assert.strictEqual(output.join('').split('\n').sort().join('|'), '|12 yes a,b|got input|to stderr');
  });
}
