'use strict';
const common = require('../common');
const assert = require('assert');
const { PerformanceObserver, constants, performance } = require('perf_hooks');

const observer = new PerformanceObserver(common.mustCallAtLeast((list) => {
  for (const entry of list.getEntries()) {
    assert.strictEqual(entry.entryType, 'gc');
    assert.ok([1, 2, 4, 8, 16].includes(entry.detail.kind), `${entry.detail.kind}`);
    assert.strictEqual(typeof entry.detail.flags, 'number');
    assert.ok(entry.startTime > 0 && entry.startTime < performance.now());
    assert.ok(entry.duration >= 0);
  }
  observer.disconnect();
  clearInterval(interval);
}));
assert.strictEqual(constants.NODE_PERFORMANCE_GC_MINOR, 1);
observer.observe({ entryTypes: ['gc'] });
let garbage = [];
const interval = setInterval(() => {
  for (let i = 0; i < 50; i++) garbage.push(new Array(20000).fill(i));
  garbage = [];
}, 1);
