'use strict';
const assert = require('assert');

assert.strictEqual(process.exitCode, undefined);
for (const [value, kept] of [[0, 0], [7, 7], ['8', 8], [undefined, undefined], [null, undefined], [-1, -1]]) {
  process.exitCode = value;
  assert.strictEqual(process.exitCode, kept);
}
for (const value of ['', 'one', 1.5, NaN, Infinity, {}, [], true, Symbol('s'), 1n]) {
  assert.throws(() => { process.exitCode = value; }, { code: /^ERR_(INVALID_ARG_TYPE|OUT_OF_RANGE)$/ });
}
assert.throws(() => process.exit('one'), {
  code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "code" argument must be of type number. Received type string (\'one\')',
});
process.exitCode = undefined;
