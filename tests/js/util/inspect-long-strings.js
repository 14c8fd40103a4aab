'use strict';

// Long texts in objects are shown line by line.

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const text = 'line one is fairly long, longer than most\nline two is also long enough for this\nthird';
assert.strictEqual(
  inspect({ text }),
  `{
  text: 'line one is fairly long, longer than most\\n' +
    'line two is also long enough for this\\n' +
    'third'
}`);
