'use strict';

require('../common');
const assert = require('assert');
const { getSystemErrorMap, getSystemErrorMessage, getSystemErrorName } = require('util');

assert.strictEqual(getSystemErrorName(-2), 'ENOENT');
assert.strictEqual(getSystemErrorMessage(-2), 'no such file or directory');
assert.deepStrictEqual(getSystemErrorMap().get(-2), ['ENOENT', 'no such file or directory']);
assert.notStrictEqual(getSystemErrorMap(), getSystemErrorMap());
for (const value of [0, 1, -1.5]) assert.throws(() => getSystemErrorName(value), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => getSystemErrorName('x'), { code: 'ERR_INVALID_ARG_TYPE' });
