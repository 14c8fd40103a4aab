'use strict';

// Programs that cannot be started: the error has Node's shape, in each of the forms.
const assert = require('assert');
const { exec, execFile, execFileSync, spawn, spawnSync } = require('child_process');
const { mustCall, mustNotCall } = require('../common');

const shape = { errno: -2, code: 'ENOENT', syscall: 'spawn no-such-program', path: 'no-such-program', spawnargs: ['a', 'b'] };
const child = spawn('no-such-program', ['a', 'b']);
assert.strictEqual(child.pid, undefined);
assert.strictEqual(child.kill(), false);  // There is nobody to kill: least of all our own process group.
child.on('spawn', mustNotCall());
child.on('exit', mustNotCall());
child.on('error', mustCall((error) => {
  assert.strictEqual(error.message, 'spawn no-such-program ENOENT');
  assert.deepStrictEqual({ ...error }, shape);
}));
child.on('close', mustCall((code, signal) => assert.deepStrictEqual([code, signal], [-2, null])));

const result = spawnSync('no-such-program', ['a', 'b']);
assert.deepStrictEqual({ ...result.error }, { ...shape, syscall: 'spawnSync no-such-program' });
assert.deepStrictEqual([result.pid, result.status, result.signal, result.output], [0, null, null, null]);

execFile('no-such-program', mustCall((error, stdout, stderr) => {
  assert.deepStrictEqual([error.code, error.cmd, stdout, stderr], ['ENOENT', 'no-such-program', '', '']);
}));
exec('echo out; echo err >&2; exit 7', mustCall((error, stdout, stderr) => {
  assert.strictEqual(error.message, 'Command failed: echo out; echo err >&2; exit 7\nerr\n');
  assert.deepStrictEqual([error.code, error.killed, error.signal, stdout, stderr], [7, false, null, 'out\n', 'err\n']);
}));
spawn('/', []).on('error', mustCall((error) => assert.strictEqual(error.code, 'EACCES')));
spawn('true', { cwd: '/no-such-folder' }).on('error', mustCall((error) => assert.strictEqual(error.code, 'ENOENT')));

assert.throws(() => execFileSync('sh', ['-c', 'echo no >&2; exit 4'], { stdio: 'pipe' }), (error) => {
  assert.strictEqual(error.message, 'Command failed: sh -c echo no >&2; exit 4\nno\n');
  assert.deepStrictEqual([error.status, error.signal, String(error.stderr)], [4, null, 'no\n']);
  return true;
});

for (const [args, code] of [
  [[''], 'ERR_INVALID_ARG_VALUE'], [[1], 'ERR_INVALID_ARG_TYPE'], [['a\0b'], 'ERR_INVALID_ARG_VALUE'], [['a', ['\0']], 'ERR_INVALID_ARG_VALUE'],
  [['a', 1], 'ERR_INVALID_ARG_TYPE'], [['a', [], 1], 'ERR_INVALID_ARG_TYPE'], [['a', { cwd: 1 }], 'ERR_INVALID_ARG_TYPE'],
  [['a', { uid: 'x' }], 'ERR_INVALID_ARG_TYPE'], [['a', { detached: 1 }], 'ERR_INVALID_ARG_TYPE'], [['a', { shell: 1 }], 'ERR_INVALID_ARG_TYPE'],
  [['a', { timeout: -1 }], 'ERR_OUT_OF_RANGE'], [['a', { killSignal: 'x' }], 'ERR_UNKNOWN_SIGNAL'], [['a', { signal: 1 }], 'ERR_INVALID_ARG_TYPE'],
]) {
  assert.throws(() => spawn(...args), { code });
}
