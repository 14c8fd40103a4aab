'use strict';

require('../common');
const assert = require('assert');
const { format, formatWithOptions } = require('util');

const circle = {};
circle.circle = circle;
class Shown { toString() { return 'shown'; } }
const cases = [
  [[], ''],
  [['plain'], 'plain'],
  [['%s %d %i %f', 'a', '42', '42.9', '1.5'], 'a 42 42 1.5'],
  [['%j', { a: 1 }], '{"a":1}'],
  [['%j', circle], '[Circular]'],
  [['%j', undefined], 'undefined'],
  [['%o', [1]], '[ 1, [length]: 1 ]'],
  [['%O', { a: { b: { c: { d: 1 } } } }], '{ a: { b: { c: [Object] } } }'],
  [['%s', { a: { b: {} } }], '{ a: [Object] }'],
  [['%s', new Shown()], 'shown'],
  [['%s', -0], '-0'],
  [['%s', 12n], '12n'],
  [['%s', Symbol('a')], 'Symbol(a)'],
  [['%d', Symbol('a')], 'NaN'],
  [['%d', 12n], '12n'],
  [['%c styled', 'color: red'], ' styled'],
  [['100%', 1], '100% 1'],
  [['%%'], '%%'],
  [['%% %s', 1], '% 1'],
  [['%s'], '%s'],
  [['%x', 1], '%x 1'],
  [['%s', 'a', 'b', { c: 1 }], 'a b { c: 1 }'],
  [[1, 'two', { three: 3 }], '1 two { three: 3 }'],
];
for (const [args, expected] of cases) assert.strictEqual(format(...args), expected);
assert.strictEqual(formatWithOptions({ colors: true }, '%O', 1), '\u001b[33m1\u001b[39m');
assert.throws(() => formatWithOptions('x'), { code: 'ERR_INVALID_ARG_TYPE' });
