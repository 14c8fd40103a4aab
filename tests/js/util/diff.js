'use strict';

require('../common');
const assert = require('assert');
const { diff } = require('util');

assert.deepStrictEqual(diff('abc', 'adc'), [[0, 'a'], [1, 'b'], [-1, 'd'], [0, 'c']]);
assert.deepStrictEqual(diff(['x', 'y'], ['y']), [[1, 'x'], [0, 'y']]);
assert.deepStrictEqual(diff('same', 'same'), []);
assert.throws(() => diff(1, 'a'), { code: 'ERR_INVALID_ARG_TYPE' });
