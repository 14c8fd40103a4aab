'use strict';

// How messages describe what was received.

require('../common');
const assert = require('assert');
const path = require('path');

class Foo {}
const cases = [
  [undefined, 'undefined'],
  [null, 'null'],
  [-0, 'type number (-0)'],
  [NaN, 'type number (NaN)'],
  [1n, 'type bigint (1n)'],
  [true, 'type boolean (true)'],
  [Symbol('s'), 'type symbol (Symbol(s))'],
  [function fn() {}, 'function fn'],
  [() => {}, 'function '],
  [{}, 'an instance of Object'],
  [new Foo(), 'an instance of Foo'],
  [Object.create(null), '[Object: null prototype] {}'],
];
for (const [value, text] of cases) {
  assert.throws(() => path.dirname(value), { message: `The "path" argument must be of type string. Received ${text}` });
}
