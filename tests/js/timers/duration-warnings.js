'use strict';
const common = require('../common');
const assert = require('assert');

process.removeAllListeners('warning');
const seen = [];
process.on('warning', (warning) => seen.push([warning.name, warning.message]));
for (const duration of [2 ** 31, -5, NaN, 'text', -6]) setTimeout(common.mustCall(), duration);
setTimeout(common.mustCall());
setTimeout(common.mustCall(), '1');
process.on('exit', () => assert.deepStrictEqual(seen, [
  ['TimeoutOverflowWarning', '2147483648 does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.'],
  ['TimeoutNegativeWarning', '-5 is a negative number.\nTimeout duration was set to 1.'],
  ['TimeoutNaNWarning', 'NaN is not a number.\nTimeout duration was set to 1.'],
]));
