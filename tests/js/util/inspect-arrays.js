'use strict';

// Long arrays are laid out in columns, numbers to the right and texts to the left; holes and further keys are shown.

require('../common');
const assert = require('assert');
const { inspect } = require('util');

assert.strictEqual(inspect([]), '[]');
assert.strictEqual(inspect([1, 2, 3]), '[ 1, 2, 3 ]');
assert.strictEqual(inspect([1, , 3, , , 6]), '[ 1, <1 empty item>, 3, <2 empty items>, 6 ]');
assert.strictEqual(inspect(new Array(3)), '[ <3 empty items> ]');
assert.strictEqual(inspect(Object.assign([1], { foo: 'bar' })), "[ 1, foo: 'bar' ]");
assert.strictEqual(
  inspect(Array.from({ length: 27 }, (_, i) => i * i)),
  `[
    0,   1,   4,   9,  16,  25,  36,
   49,  64,  81, 100, 121, 144, 169,
  196, 225, 256, 289, 324, 361, 400,
  441, 484, 529, 576, 625, 676
]`);
assert.strictEqual(
  inspect(Array.from({ length: 8 }, (_, i) => `item${i}`)),
  `[
  'item0', 'item1',
  'item2', 'item3',
  'item4', 'item5',
  'item6', 'item7'
]`);
assert.match(inspect(new Array(101).fill(0)), /^ {2}\.\.\. 1 more item\n]$/m);
assert.strictEqual(inspect([1, 2, 3, 4], { maxArrayLength: 2 }), '[ 1, 2, ... 2 more items ]');
assert.strictEqual(inspect([1, 2], { maxArrayLength: 0 }), '[ ... 2 more items ]');
