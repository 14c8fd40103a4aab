'use strict';
// beforeExit comes whenever the loop is empty, and may give it new work.
const common = require('../common');
const assert = require('assert');

let rounds = 0;
process.on('beforeExit', common.mustCall((code) => {
  assert.strictEqual(code, 0);
  if (++rounds < 3) setTimeout(common.mustCall(), 1);
}, 3));
process.on('exit', () => assert.strictEqual(rounds, 3));
