'use strict';

// breakLength, compact, sorted, numericSeparator, maxStringLength, colors.

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const value = { b: [1, 2], a: 'text' };
assert.strictEqual(inspect(value, { compact: false }), "{\n  b: [\n    1,\n    2\n  ],\n  a: 'text'\n}");
assert.strictEqual(inspect(value, { compact: true }), "{ b: [ 1, 2 ], a: 'text' }");
assert.strictEqual(inspect(value, { breakLength: 10 }), "{\n  b: [\n    1,\n    2\n  ],\n  a: 'text'\n}");
assert.strictEqual(inspect(value, { sorted: true }), "{ a: 'text', b: [ 1, 2 ] }");
assert.strictEqual(inspect({ a: 1, b: 2 }, { sorted: (x, y) => (x < y ? 1 : -1) }), '{ b: 2, a: 1 }');
assert.strictEqual(inspect(1234567.1234567, { numericSeparator: true }), '1_234_567.123_456_7');
assert.strictEqual(inspect(-1234n, { numericSeparator: true }), '-1_234n');
assert.strictEqual(inspect('abcdef', { maxStringLength: 2 }), "'ab'... 4 more characters");
assert.strictEqual(
  inspect({ n: 1, s: 'x', u: undefined, d: new Date(0), y: Symbol('q') }, { colors: true }),
  '{\n  n: \u001b[33m1\u001b[39m,\n  s: \u001b[32m\'x\'\u001b[39m,\n  u: \u001b[90mundefined\u001b[39m,\n' +
  '  d: \u001b[35m1970-01-01T00:00:00.000Z\u001b[39m,\n  y: \u001b[32mSymbol(q)\u001b[39m\n}');
assert.strictEqual(inspect({ a: { b: 1 } }, false, 0), '{ a: [Object] }');

inspect.defaultOptions.depth = 0;
assert.strictEqual(inspect({ a: { b: 1 } }), '{ a: [Object] }');
assert.throws(() => { inspect.defaultOptions = null; }, { code: 'ERR_INVALID_ARG_TYPE' });
