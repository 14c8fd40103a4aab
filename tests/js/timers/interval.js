'use strict';
const common = require('../common');
const assert = require('assert');

let count = 0;
const interval = setInterval(common.mustCall(function(...args) {
  assert.strictEqual(this, interval);
  assert.deepStrictEqual(args, ['a', 'b']);
  if (++count === 4) clearInterval(interval);
}, 4), 2, 'a', 'b');
const once = setInterval(common.mustCall(() => clearInterval(once)), 1);
