'use strict';
const common = require('../common');
const assert = require('assert');
const { performance, PerformanceObserver } = require('perf_hooks');

performance.mark('before');
const observer = new PerformanceObserver(common.mustCall((list, self) => {
  assert.strictEqual(self, observer);
  assert.deepStrictEqual(list.getEntries().map(({ name }) => name), ['m', 'm2']);
  assert.strictEqual(list.getEntriesByType('measure').length, 1);
  assert.strictEqual(list.getEntriesByName('m').length, 1);
  observer.disconnect();
  performance.mark('after');
}));
observer.observe({ entryTypes: ['mark', 'measure', 'nonsense'] });
performance.mark('m', { startTime: 1 });
performance.measure('m2', { start: 2, end: 3 });

new PerformanceObserver(common.mustCall((list, self) => {
  assert.strictEqual(list.getEntries()[0].name, 'm');
  self.disconnect();
})).observe({ type: 'mark', buffered: true });

const idle = new PerformanceObserver(common.mustNotCall());
assert.throws(() => idle.observe({}), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => idle.observe({ entryTypes: 'mark' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new PerformanceObserver(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.ok(PerformanceObserver.supportedEntryTypes.includes('gc'));
