'use strict';
// Inside an I/O callback the check phase comes before timers.
const common = require('../common');
const assert = require('assert');
const fs = require('fs');

fs.stat(__filename, common.mustSucceed(() => {
  const order = [];
  setTimeout(() => order.push('timeout'), 0);
  setImmediate(() => order.push('immediate'));
  setTimeout(common.mustCall(() => assert.deepStrictEqual(order, ['immediate', 'timeout'])), 20);
}));
