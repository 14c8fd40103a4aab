'use strict';

// napi_make_callback and callback scopes run with the async context of napi_async_init and drain ticks and microtasks at their end; promises of
// an add-on.

const assert = require('assert');
const { AsyncLocalStorage, executionAsyncId } = require('async_hooks');
const { addon } = require('../common/addon');

const native = addon('async');
const storage = new AsyncLocalStorage();

assert.ok(native.hasLoop());
storage.run('store', () => native.asyncInit({}, 'test.context'));
const outer = executionAsyncId();
const receiver = {};
assert.strictEqual(native.makeCallback(receiver, function(value) {
  assert.strictEqual(this, receiver);
  assert.notStrictEqual(executionAsyncId(), outer);
  assert.strictEqual(storage.getStore(), 'store');
  return value + 1;
}, 4), 5);
assert.strictEqual(executionAsyncId(), outer);
assert.strictEqual(storage.getStore(), undefined);
assert.throws(() => native.makeCallback(receiver, () => { throw new RangeError('mine'); }, 0), { name: 'RangeError', message: 'mine' });
assert.throws(() => native.makeCallback(receiver, {}, 0), { message: /Invalid argument$/ });
let called = 0;
native.inCallbackScope(() => {
  assert.notStrictEqual(executionAsyncId(), outer);
  called++;
});
assert.strictEqual(called, 1);
native.asyncDestroy();

const resolved = native.promise();
assert.ok(native.isPromise(resolved) && !native.isPromise({ then() {} }));
native.resolve(5);
const rejected = native.promise();
native.reject(new RangeError('mine'));
let settled = 0;
Promise.all([
  resolved.then((value) => { settled += value; }),
  assert.rejects(rejected, { name: 'RangeError', message: 'mine' }),
]).then(() => assert.strictEqual(settled, 5));
process.on('exit', () => assert.strictEqual(settled, 5));
