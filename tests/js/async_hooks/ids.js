'use strict';
const common = require('../common');
const assert = require('assert');
const { executionAsyncId, triggerAsyncId } = require('async_hooks');

const main = executionAsyncId();
assert.strictEqual(main, 1);
assert.strictEqual(triggerAsyncId(), 0);
process.nextTick(common.mustCall(() => {
  const tick = executionAsyncId();
  assert.ok(tick > main);
  assert.strictEqual(triggerAsyncId(), main);
  setTimeout(common.mustCall(() => {
    assert.ok(executionAsyncId() > tick);
    assert.strictEqual(triggerAsyncId(), tick);
  }), 1);
}));
