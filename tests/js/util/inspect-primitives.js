'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const cases = [
  [undefined, 'undefined'],
  [null, 'null'],
  [true, 'true'],
  [-0, '-0'],
  [1e21, '1e+21'],
  [NaN, 'NaN'],
  [12n, '12n'],
  [Symbol('a b'), 'Symbol(a b)'],
  ['plain', "'plain'"],
  ["it's", '"it\'s"'],
  ['it\'s "both"', '`it\'s "both"`'],
  ['`all` \'of\' "them"', '\'`all` \\\'of\\\' "them"\''],
  ['tab\tnul\x00del\x7f', "'tab\\tnul\\x00del\\x7F'"],
  ['lone \ud800', "'lone \\ud800'"],
  ['\\', "'\\\\'"],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);
