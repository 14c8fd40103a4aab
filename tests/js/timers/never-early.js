'use strict';
const common = require('../common');
const assert = require('assert');

for (const duration of [1, 3, 7, 15, 31]) {
  const start = process.hrtime.bigint();
  setTimeout(common.mustCall(() => {
    // The loop's clock counts whole milliseconds.
    assert.ok(Number(process.hrtime.bigint() - start) / 1e6 >= duration - 1);
  }), duration);
}
