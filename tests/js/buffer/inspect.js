'use strict';

require('../common');
const assert = require('assert');
const buffer = require('buffer');
const { inspect } = require('util');

assert.strictEqual(inspect(Buffer.from('abc')), '<Buffer 61 62 63>');
assert.strictEqual(inspect(Buffer.alloc(52)), `<Buffer${' 00'.repeat(50)} ... 2 more bytes>`);
buffer.INSPECT_MAX_BYTES = 1;
assert.strictEqual(inspect(Buffer.from('ab')), '<Buffer 61 ... 1 more byte>');
assert.throws(() => { buffer.INSPECT_MAX_BYTES = -1; }, { code: 'ERR_OUT_OF_RANGE' });
const extra = Buffer.from('a');
extra.lab = 1;
assert.strictEqual(inspect(extra), '<Buffer 61, lab: 1>');
