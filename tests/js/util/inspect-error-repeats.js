'use strict';

// The frames of a recursion are shown once.

require('../common');
const assert = require('assert');
const { inspect } = require('util');

Error.stackTraceLimit = 50;
function recurse(n) {
  if (n === 0) throw new Error('deep');
  recurse(n - 1);
}
assert.throws(() => recurse(40), (error) => {
  assert.match(inspect(error), /\.\.\. collapsed \d+ duplicate lines matching above 1 lines \d+ times\.\.\./);
  assert.ok(inspect(error).split('\n').length < 20);
  return true;
});
