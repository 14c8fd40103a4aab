'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

class MyString extends String {}
class MyDate extends Date {}

const cases = [
  [new Number(-0), '[Number: -0]'],
  [new String('hey'), "[String: 'hey']"],
  [Object.assign(new String('ab'), { p: 1 }), "[String: 'ab'] { p: 1 }"],
  [new Boolean(false), '[Boolean: false]'],
  [Object(1n), '[BigInt: 1n]'],
  [Object(Symbol('s')), '[Symbol: Symbol(s)]'],
  [new MyString('q'), "[String (MyString): 'q']"],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  [new Date(NaN), 'Invalid Date'],
  [new MyDate(0), 'MyDate 1970-01-01T00:00:00.000Z'],
  [Object.assign(new Date(0), { p: 1 }), '1970-01-01T00:00:00.000Z { p: 1 }'],
  [/a\/b/gi, '/a\\/b/gi'],
  [Object.assign(/x/, { p: 1 }), '/x/ { p: 1 }'],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);
