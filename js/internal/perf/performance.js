'use strict';

// The global `performance`.

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { customInspectSymbol, kEmptyObject, kEnumerableProperty } = require('internal/util');
const { Event, EventTarget, defineEventHandler, initEventTarget, kTrustEvent } = require('internal/event_target');
const nodeTiming = require('internal/perf/node_timing');
const { clearEntries, filterEntries, setDispatchBufferFull, setResourceTimingBufferSize } = require('internal/perf/observe');
const { markResourceTiming } = require('internal/perf/resource_timing');
const { getTimeOriginTimestamp, now } = require('internal/perf/time_origin');
const timerify = require('internal/perf/timerify');
const { clearMarkTimes, mark, measure } = require('internal/perf/user_timing');
const { eventLoopUtilization } = require('internal/perf/utilization');

const kBrand = Symbol('performance');

function check(self) {
  if (self?.[kBrand] === undefined) throw new ERR_INVALID_THIS('Performance');
}

function toName(name) {
  return name === undefined ? undefined : `${name}`;
}

class Performance extends EventTarget {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const { timeOrigin } = this;
    return `Performance ${inspect({ nodeTiming: this.nodeTiming, timeOrigin },
      { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  clearMarks(name = undefined) {
    check(this);
    clearMarkTimes(toName(name));
    clearEntries('mark', toName(name));
  }

  clearMeasures(name = undefined) {
    check(this);
    clearEntries('measure', toName(name));
  }

  clearResourceTimings(name = undefined) {
    check(this);
    clearEntries('resource', toName(name));
  }

  getEntries() {
    check(this);
    return filterEntries();
  }

  getEntriesByName(name, type = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return filterEntries(`${name}`, toName(type));
  }

  getEntriesByType(type) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return filterEntries(undefined, `${type}`);
  }

  mark(name, options = kEmptyObject) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return mark(name, options);
  }

  measure(name, startOrMeasureOptions = kEmptyObject, endMark = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return measure(name, startOrMeasureOptions, endMark);
  }

  now() {
    check(this);
    return now();
  }

  setResourceTimingBufferSize(maxSize) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('maxSize');
    setResourceTimingBufferSize(maxSize >>> 0);
  }

  get timeOrigin() {
    check(this);
    return getTimeOriginTimestamp();
  }

  toJSON() {
    check(this);
    return { nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin, eventLoopUtilization: this.eventLoopUtilization() };
  }
}

const standard = ['clearMarks', 'clearMeasures', 'clearResourceTimings', 'getEntries', 'getEntriesByName', 'getEntriesByType', 'mark', 'measure',
  'now', 'timeOrigin', 'toJSON', 'setResourceTimingBufferSize'];
for (const name of standard) Object.defineProperty(Performance.prototype, name, kEnumerableProperty);
Object.defineProperty(Performance.prototype, Symbol.toStringTag, {
  __proto__: null, writable: false, enumerable: false, configurable: true, value: 'Performance',
});
for (const [name, value] of Object.entries({ eventLoopUtilization, nodeTiming, markResourceTiming, timerify })) {
  Object.defineProperty(Performance.prototype, name, { __proto__: null, configurable: true, enumerable: false, writable: true, value });
}
defineEventHandler?.(Performance.prototype, 'resourcetimingbufferfull');

const performance = Reflect.construct(function() {
  initEventTarget(this);
  this[kBrand] = true;
}, [], Performance);
Object.defineProperty(performance, kBrand, { __proto__: null, value: true, enumerable: false });

setDispatchBufferFull((type) => performance.dispatchEvent(new Event(type, { [kTrustEvent]: true })));

module.exports = { Performance, performance };
