'use strict';
const common = require('../common');
const assert = require('assert');

const start = Date.now();
const timer = setTimeout(common.mustCall(() => {
  assert.ok(Date.now() - start >= 55, `${Date.now() - start}`);
}), 40);
setTimeout(() => assert.strictEqual(timer.refresh(), timer), 20);

let runs = 0;
const again = setTimeout(common.mustCall(() => {
  if (++runs < 3) again.refresh();
}, 3), 1);
const cleared = setTimeout(common.mustNotCall(), 1);
clearTimeout(cleared);
cleared.refresh();
