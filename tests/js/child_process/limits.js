'use strict';

// timeout, killSignal, maxBuffer and AbortSignal, asynchronous and synchronous.
const assert = require('assert');
const { exec, execFile, execFileSync, spawn, spawnSync } = require('child_process');
const { mustCall } = require('../common');

spawn('sleep', ['100'], { timeout: 10, killSignal: 'SIGKILL' }).on('exit', mustCall((code, signal) => {
  assert.deepStrictEqual([code, signal], [null, 'SIGKILL']);
}));
execFile('sleep', ['100'], { timeout: 10 }, mustCall((error) => {
  assert.deepStrictEqual([error.killed, error.code, error.signal, error.cmd], [true, null, 'SIGTERM', 'sleep 100']);
}));
exec('yes', { maxBuffer: 100 }, mustCall((error, stdout) => {
  assert.deepStrictEqual([error.code, error.message, stdout.length],
                         ['ERR_CHILD_PROCESS_STDIO_MAXBUFFER', 'stdout maxBuffer length exceeded', 100]);
}));
const controller = new AbortController();
execFile('sleep', ['100'], { signal: controller.signal }, mustCall((error) => {
  assert.deepStrictEqual([error.name, error.code], ['AbortError', 'ABORT_ERR']);
}));
controller.abort();

const timedOut = spawnSync('sleep', ['100'], { timeout: 10 });
assert.deepStrictEqual([timedOut.error.code, timedOut.signal, timedOut.status], ['ETIMEDOUT', 'SIGTERM', null]);
const tooMuch = spawnSync('yes', { maxBuffer: 100 });
assert.strictEqual(tooMuch.error.code, 'ENOBUFS');
assert.ok(tooMuch.stdout.length >= 100);  // What one read brought is all there.
assert.throws(() => execFileSync('sleep', ['100'], { timeout: 10, killSignal: 'SIGKILL' }), { code: 'ETIMEDOUT', signal: 'SIGKILL' });

const child = spawn('sleep', ['100']);
assert.strictEqual(child.kill(0), true);
assert.strictEqual(child.killed, true);
assert.throws(() => child.kill('SIGNOTHING'), { code: 'ERR_UNKNOWN_SIGNAL' });
assert.strictEqual(child.kill(), true);
child.on('exit', mustCall((code, signal) => {
  assert.deepStrictEqual([code, signal, child.exitCode, child.signalCode], [null, 'SIGTERM', null, 'SIGTERM']);
  assert.strictEqual(child.kill(), false);
}));
