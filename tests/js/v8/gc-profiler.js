'use strict';
const assert = require('assert');
const v8 = require('v8');

const profiler = new v8.GCProfiler();
assert.strictEqual(profiler.stop(), undefined);
profiler.start();
for (let i = 0; i < 400; i++) globalThis.garbage = new Array(20000).fill({ i });
const profile = profiler.stop();
assert.strictEqual(profile.version, 1);
assert.ok(profile.endTime >= profile.startTime);
assert.ok(profile.statistics.length > 0);
for (const { gcType, cost, beforeGC, afterGC } of profile.statistics) {
  assert.strictEqual(typeof gcType, 'string');
  assert.ok(cost >= 0);
  for (const figures of [beforeGC, afterGC]) {
    assert.ok(figures.heapStatistics.usedHeapSize > 0);
    assert.ok(figures.heapSpaceStatistics.some(({ spaceName }) => spaceName === 'new_space'));
  }
}
