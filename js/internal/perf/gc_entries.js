'use strict';

// Turns what the native watcher saw of garbage collections into PerformanceEntries.

const { createNodeEntry } = require('internal/perf/entry');
const { enqueue } = require('internal/perf/observe');
const { deprecate } = require('internal/util');
const { getTimeOriginMs } = require('internal/perf/time_origin');

// V8's GCType.
const constants = {
  NODE_PERFORMANCE_GC_MAJOR: 4,
  NODE_PERFORMANCE_GC_MINOR: 1,
  NODE_PERFORMANCE_GC_INCREMENTAL: 8,
  NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0,
  NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
  NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};

// Before there was `detail`.
function withOldNames(entry) {
  const accessor = (name) => ({
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: deprecate(() => entry.detail[name], 'Custom PerformanceEntry accessors are deprecated. Please use the detail property.', 'DEP0152'),
  });
  return Object.defineProperties(entry, { kind: accessor('kind'), flags: accessor('flags') });
}

// [kind, flags, start ms, duration ms, ...]
function onGc(numbers) {
  for (let i = 0; i < numbers.length; i += 4) {
    const [kind, flags, start, duration] = numbers.slice(i, i + 4);
    enqueue(withOldNames(createNodeEntry('gc', 'gc', start - getTimeOriginMs(), duration, { kind, flags })));
  }
}

module.exports = { constants, onGc };
