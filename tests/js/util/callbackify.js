'use strict';

const common = require('../common');
const assert = require('assert');
const { callbackify } = require('util');

const f = callbackify(async function work(a, b) { return [this, a, b]; });
assert.strictEqual(f.name, 'workCallbackified');
assert.strictEqual(f.length, 3);
const self = {};
f.call(self, 1, 2, common.mustCall((error, result) => {
  assert.strictEqual(error, null);
  assert.deepStrictEqual(result, [self, 1, 2]);
}));
callbackify(() => Promise.reject(new Error('no')))(common.mustCall((error, ...rest) => {
  assert.strictEqual(error.message, 'no');
  assert.deepStrictEqual(rest, []);
}));
callbackify(() => Promise.reject(null))(common.mustCall((error) => {
  assert.strictEqual(error.code, 'ERR_FALSY_VALUE_REJECTION');
  assert.strictEqual(error.reason, null);
}));
assert.throws(() => f(1, 2), { code: 'ERR_INVALID_ARG_TYPE', message: /The last argument must be of type function/ });
