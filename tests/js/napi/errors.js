'use strict';

// Errors made, thrown and caught by an add-on; its last status; the two ways to give up.

const assert = require('assert');
const { spawnSync } = require('child_process');
const { compile } = require('../common/addon');

const file = compile('errors');
const errors = require(file);

const names = ['Error', 'TypeError', 'RangeError', 'SyntaxError'];
names.forEach((name, kind) => {
  const made = errors.create(kind, 'CODE', 'text');
  assert.deepStrictEqual([made.name, made.code, made.message, made.constructor], [name, 'CODE', 'text', globalThis[name]]);
  assert.strictEqual('code' in errors.create(kind, undefined, 'text'), false);
  assert.throws(() => errors.create(kind, 5, 'text'), { message: /A string was expected$/ });
  assert.throws(() => errors.create(kind, 'CODE', 5), { message: /A string was expected$/ });
});
assert.throws(() => errors.throwKind(0), (error) => error.message === 'plain' && !('code' in error));
assert.throws(() => errors.throwKind(1), { name: 'TypeError', code: 'CODE', message: 'type' });
assert.throws(() => errors.throwKind(2), { name: 'RangeError', code: 'CODE', message: 'range' });
assert.throws(() => errors.throwKind(3), { name: 'SyntaxError', code: 'CODE', message: 'syntax' });
for (const value of [5, null, undefined, { a: 1 }]) {
  let thrown = 'nothing';
  try { errors.throwValue(value); } catch (error) { thrown = error; }
  assert.strictEqual(thrown, value);
}
assert.ok(errors.isError(new TypeError()) && !errors.isError({ __proto__: Error.prototype }));
assert.deepStrictEqual(errors.catching(() => { throw 'text'; }), { caught: 'text', then: undefined });
assert.strictEqual(errors.catching(() => {}), undefined);
assert.throws(() => errors.throwAndReturn(), { message: 'thrown' });
assert.deepStrictEqual(errors.lastError('no number'), { code: 6, message: 'A number was expected' });
assert.deepStrictEqual(errors.lastError(5), { code: 0, message: null });

process.once('uncaughtException', (error) => assert.strictEqual(error.message, 'fatal'));
errors.fatalException(new Error('fatal'));
assert.strictEqual(process.listenerCount('uncaughtException'), 0);

const child = spawnSync(process.execPath, ['-e', `require(${JSON.stringify(file)}).fatalError()`], { encoding: 'utf8' });
assert.strictEqual(child.signal, 'SIGABRT');
assert.match(child.stderr, /FATAL ERROR: where what\n/);
