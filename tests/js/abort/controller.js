'use strict';

const common = require('../common');
const assert = require('assert');
const { inspect } = require('util');

const controller = new AbortController();
const { signal } = controller;
assert.strictEqual(signal.aborted, false);
assert.strictEqual(inspect(controller), 'AbortController { signal: AbortSignal { aborted: false } }');
signal.throwIfAborted();
signal.onabort = common.mustCall((event) => {
  assert.strictEqual(event.type, 'abort');
  assert.strictEqual(event.isTrusted, true);
  assert.strictEqual(event.target, signal);
});
controller.abort();
controller.abort(new Error('too late'));
assert.strictEqual(signal.reason.name, 'AbortError');
assert.strictEqual(signal.reason.code, 20);
assert.strictEqual(signal.reason.message, 'This operation was aborted');
assert.throws(() => signal.throwIfAborted(), (thrown) => thrown === signal.reason);
assert.strictEqual(AbortSignal.abort(7).reason, 7);
assert.throws(() => new AbortSignal(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => Reflect.get(AbortSignal.prototype, 'aborted', {}), { code: 'ERR_INVALID_THIS' });
