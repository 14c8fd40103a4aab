'use strict';
const common = require('../common');
const assert = require('assert');
const { monitorEventLoopDelay } = require('perf_hooks');

const delay = monitorEventLoopDelay({ resolution: 2 });
assert.strictEqual(delay.enable(), true);
assert.strictEqual(delay.enable(), false);
setTimeout(common.mustCall(() => {
  for (const until = Date.now() + 60; Date.now() < until;);
  setTimeout(common.mustCall(() => {
    assert.strictEqual(delay.disable(), true);
    assert.strictEqual(delay.disable(), false);
    assert.ok(delay.count > 2);
    assert.ok(delay.max >= 50e6, `${delay.max}`);
    assert.ok(delay.min > 0 && delay.min < delay.max);
    assert.ok(delay.percentile(1) <= delay.percentile(100));
  }), 30);
}), 30);
assert.throws(() => monitorEventLoopDelay({ resolution: 0 }), { code: 'ERR_OUT_OF_RANGE' });
