'use strict';
// An immediate that is set by an immediate waits for the next turn.
const common = require('../common');
const assert = require('assert');

const order = [];
setImmediate(common.mustCall(() => {
  order.push('a');
  setImmediate(common.mustCall(() => order.push('c')));
}));
setImmediate(common.mustCall((...args) => {
  assert.deepStrictEqual(args, [1, 2]);
  order.push('b');
}), 1, 2);
process.on('exit', () => assert.deepStrictEqual(order, ['a', 'b', 'c']));
