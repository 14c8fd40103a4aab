'use strict';

// The message of a failed deep comparison shows both values, line by line.

require('../common');
const assert = require('assert');

assert.throws(() => assert.deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }), {
  message: `Expected values to be strictly deep-equal:
+ actual - expected

  {
    a: 1,
    b: [
      1,
+     2
-     3
    ]
  }
`,
});
assert.throws(() => assert.deepStrictEqual([...Array(20).keys()], [...Array(20).keys()].map((n) => (n === 15 ? 'x' : n))), {
  message: `Expected values to be strictly deep-equal:
+ actual - expected
... Skipped lines

  [
    0,
    1,
    2,
    3,
...
    14,
+   15,
-   'x',
    16,
    17,
    18,
    19
  ]
`,
});
assert.throws(() => assert.deepEqual([1], [2]), {
  message: 'Expected values to be loosely deep-equal:\n\n[\n  1\n]\n\nshould loosely deep-equal\n\n[\n  2\n]',
});
