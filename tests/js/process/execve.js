// Flags: --no-warnings
'use strict';

// process.execve() replaces the process: same pid, another program.

const assert = require('node:assert');

if (process.env.STEP === 'second') {
  console.log(process.env.FIRST_PID === `${process.pid}`, process.argv[2]);
} else if (process.env.STEP === 'first') {
  process.execve(process.execPath, [process.execPath, __filename, 'argument'], { ...process.env, STEP: 'second', FIRST_PID: `${process.pid}` });
} else {
  const { spawnSync } = require('node:child_process');
  const { stdout, status } = spawnSync(process.execPath, ['--no-warnings', __filename], { encoding: 'utf8', env: { ...process.env, STEP: 'first' } });
  assert.strictEqual(stdout, 'true argument\n');
  assert.strictEqual(status, 0);
  assert.throws(() => process.execve(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => process.execve('x', [1]), { code: 'ERR_INVALID_ARG_VALUE' });
}
