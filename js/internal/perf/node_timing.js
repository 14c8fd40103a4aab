'use strict';

// performance.nodeTiming: when the start reached what, and what the loop has done since.

const binding = internalBinding('performance');
const { customInspectSymbol } = require('internal/util');
const { PerformanceEntry } = require('internal/perf/entry');
const { getTimeOriginMs, now } = require('internal/perf/time_origin');

const milestones = ['nodeStart', 'v8Start', 'environment', 'bootstrapComplete', 'loopStart', 'loopExit'];

// -1 for what has not been reached, as in Node.
function milestone(index) {
  const time = binding.milestones()[index];
  return time === 0 ? -1 : time - getTimeOriginMs();
}

class PerformanceNodeTiming {
  constructor() {
    const define = (name, descriptor) => Object.defineProperty(this, name, { __proto__: null, enumerable: true, configurable: true, ...descriptor });
    define('name', { value: 'node' });
    define('entryType', { value: 'node' });
    define('startTime', { value: 0 });
    define('duration', { get: now });
    milestones.forEach((name, index) => define(name, { get: () => milestone(index) }));
    define('idleTime', { get: binding.loopIdleTime });
    define('uvMetricsInfo', {
      get() {
        const [loopCount, events, eventsWaiting] = binding.loopMetrics();
        return { loopCount, events, eventsWaiting };
      },
    });
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `PerformanceNodeTiming ${inspect(this.toJSON(), { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  toJSON() {
    const { startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit, idleTime } = this;
    return {
      name: 'node', entryType: 'node', startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit, idleTime,
    };
  }
}
Object.setPrototypeOf(PerformanceNodeTiming.prototype, PerformanceEntry.prototype);

module.exports = new PerformanceNodeTiming();
