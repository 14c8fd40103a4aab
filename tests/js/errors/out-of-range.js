'use strict';

require('../common');
const assert = require('assert');
const { getSystemErrorName } = require('util');

const message = (received) => `The value of "err" is out of range. It must be a negative integer. Received ${received}`;
assert.throws(() => getSystemErrorName(5), { name: 'RangeError', code: 'ERR_OUT_OF_RANGE', message: message('5') });
assert.throws(() => getSystemErrorName(12345678901), { message: message('12_345_678_901') });
assert.throws(() => getSystemErrorName(1.5), { message: message('1.5') });
