'use strict';

// What is printed of an 'error' event that nobody hears: where the error was made, who emitted it, where.

const assert = require('assert');
const { spawnSync } = require('child_process');

function run(script) {
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  assert.strictEqual(status, 1);
  return stderr;
}

const named = run("class Foo extends require('events') {}; const foo = new Foo();" +
  "setImmediate(function later() { foo.emit('error', new Error('x')); })");
assert.match(named, /throw er; \/\/ Unhandled 'error' event\n\s+\^\n\nError: x\n {4}at Immediate\.later/);
assert.match(named, /\nEmitted 'error' event on Foo instance at:\n {4}at Immediate\.later/);

const plain = run("const e = new Error('y'); setImmediate(() => new (require('events'))().emit('error', e))");
assert.match(plain, /Error: y\n[^]*\nEmitted 'error' event at:\n/);

// Nothing is added where somebody takes the error.
const caught = run("process.on('uncaughtException', (e) => { console.error(e.stack); process.exitCode = 1; });" +
  "setImmediate(() => new (require('events'))().emit('error', new Error('z')))");
assert.match(caught, /Error: z/);
assert.doesNotMatch(caught, /Emitted/);
