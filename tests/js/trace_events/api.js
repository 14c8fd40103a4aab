'use strict';

// node:trace_events: what it refuses, and what enable() and disable() change. Nothing is written where nothing was traced.

const assert = require('assert');
const trace = require('trace_events');
const { inspect } = require('util');

for (const options of [undefined, null, 1, 'node', []]) {
  assert.throws(() => trace.createTracing(options), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
}
for (const categories of [undefined, 'node', [1]]) {
  assert.throws(() => trace.createTracing({ categories }), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
}
assert.throws(() => trace.createTracing({ categories: [] }), {
  code: 'ERR_TRACE_EVENTS_CATEGORY_REQUIRED', name: 'TypeError', message: 'At least one category is required',
});

assert.strictEqual(trace.getEnabledCategories(), undefined);
const one = trace.createTracing({ categories: ['custom.b', 'custom.a'] });
const two = trace.createTracing({ categories: ['custom.a', 'custom.c'] });
assert.strictEqual(inspect(one), "Tracing { enabled: false, categories: 'custom.b,custom.a' }");
assert.strictEqual(one.categories, 'custom.b,custom.a');
one.enable();
one.enable();
assert.deepStrictEqual([one.enabled, two.enabled], [true, false]);
assert.strictEqual(trace.getEnabledCategories(), 'custom.a,custom.b');
two.enable();
assert.strictEqual(trace.getEnabledCategories(), 'custom.a,custom.b,custom.c');
one.disable();
one.disable();
assert.strictEqual(trace.getEnabledCategories(), 'custom.a,custom.c');
two.disable();
assert.strictEqual(trace.getEnabledCategories(), undefined);

const many = Array.from({ length: 11 }, () => trace.createTracing({ categories: ['custom.a'] }));
process.once('warning', ({ message }) => {
  assert.strictEqual(message, 'Possible trace_events memory leak detected. There are more than 10 enabled Tracing objects.');
  for (const tracing of many) tracing.disable();
});
for (const tracing of many) tracing.enable();
