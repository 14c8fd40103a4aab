'use strict';

const { createHistogram, monitorEventLoopDelay } = require('internal/histogram');
const { PerformanceEntry } = require('internal/perf/entry');
const { constants } = require('internal/perf/gc_entries');
const { PerformanceObserver, PerformanceObserverEntryList } = require('internal/perf/observe');
const { Performance, performance } = require('internal/perf/performance');
const { PerformanceResourceTiming } = require('internal/perf/resource_timing');
const timerify = require('internal/perf/timerify');
const { PerformanceMark, PerformanceMeasure } = require('internal/perf/user_timing');
const { eventLoopUtilization } = require('internal/perf/utilization');

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  PerformanceResourceTiming,
  monitorEventLoopDelay,
  eventLoopUtilization,
  timerify,
  createHistogram,
  performance,
};

Object.defineProperty(module.exports, 'constants', { __proto__: null, configurable: false, enumerable: true, value: constants });
