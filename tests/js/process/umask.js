'use strict';
const assert = require('assert');

const before = process.umask(0o022);
assert.strictEqual(process.umask(), 0o022);
assert.strictEqual(process.umask('077'), 0o022);
assert.strictEqual(process.umask(), 0o077);
for (const value of ['', 'abc', '999']) assert.throws(() => process.umask(value), { code: 'ERR_INVALID_ARG_VALUE' });
for (const value of [{}, null, true]) assert.throws(() => process.umask(value), { code: 'ERR_INVALID_ARG_TYPE' });
for (const value of [-1, 2 ** 32, 1.5]) assert.throws(() => process.umask(value), { code: 'ERR_OUT_OF_RANGE' });
process.umask(before);
