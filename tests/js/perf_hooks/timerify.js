'use strict';
const common = require('../common');
const assert = require('assert');
const { createHistogram, performance, PerformanceObserver } = require('perf_hooks');

const histogram = createHistogram();
const timed = performance.timerify(function add(a, b) { return a + b; }, { histogram });
assert.strictEqual(timed.name, 'timerified add');
assert.strictEqual(timed.length, 2);
const observer = new PerformanceObserver(common.mustCall((list) => {
  const [entry] = list.getEntries();
  assert.strictEqual(entry.name, 'add');
  assert.strictEqual(entry.entryType, 'function');
  assert.deepStrictEqual([entry[0], entry[1]], [1, 2]);
  observer.disconnect();
}));
observer.observe({ entryTypes: ['function'] });
assert.strictEqual(timed(1, 2), 3);
assert.strictEqual(histogram.count, 1);
class Point { constructor(x) { this.x = x; } }
assert.strictEqual(new (performance.timerify(Point))(4).x, 4);
assert.throws(() => performance.timerify(1), { code: 'ERR_INVALID_ARG_TYPE' });
