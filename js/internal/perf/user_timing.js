'use strict';

// performance.mark() and performance.measure().

const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS, ERR_PERFORMANCE_INVALID_TIMESTAMP,
    ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS,
  },
} = require('internal/errors');
const { kEnumerableProperty, lazyDOMException } = require('internal/util');
const { validateNumber, validateObject, validateString } = require('internal/validators');
const { PerformanceEntry, kSkipThrow } = require('internal/perf/entry');
const nodeTiming = require('internal/perf/node_timing');
const { bufferUserTiming, enqueue } = require('internal/perf/observe');
const { monotonicOf, now } = require('internal/perf/time_origin');
const { Tracer } = require('internal/tracing');

const tracer = new Tracer('node,node.perf,node.perf.usertiming');

const markTimes = new Map();  // The latest mark of each name.
const reserved = new Set(['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete']);

function clone(detail) {
  return detail == null ? null : require('internal/structured_clone').structuredClone(detail);
}

function timeOf(mark) {
  if (mark === undefined) return undefined;
  if (typeof mark === 'number') {
    if (mark < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(mark);
    return mark;
  }
  const name = `${mark}`;
  if (reserved.has(name)) return nodeTiming[name];
  const time = markTimes.get(name);
  if (time === undefined) throw lazyDOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  return time;
}

class PerformanceMark extends PerformanceEntry {
  #detail;

  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    const text = `${name}`;
    if (reserved.has(text)) throw new ERR_INVALID_ARG_VALUE('name', text);
    if (options != null) validateObject(options, 'options');
    const startTime = options?.startTime ?? now();
    validateNumber(startTime, 'startTime');
    if (startTime < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    markTimes.set(text, startTime);
    const detail = clone(options?.detail);
    super(kSkipThrow, text, 'mark', startTime, 0);
    this.#detail = detail;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('PerformanceMark');
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}

class PerformanceMeasure extends PerformanceEntry {
  #detail;

  constructor(token = undefined, name = undefined, start = undefined, duration = undefined, detail = undefined) {
    if (token !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(token, name, 'measure', start, duration);
    this.#detail = detail;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('PerformanceMeasure');
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}

for (const Class of [PerformanceMark, PerformanceMeasure]) {
  Object.defineProperties(Class.prototype, {
    detail: kEnumerableProperty,
    [Symbol.toStringTag]: { __proto__: null, configurable: true, value: Class.name },
  });
}

function mark(name, options) {
  const entry = new PerformanceMark(name, options);
  enqueue(entry);
  bufferUserTiming(entry);
  if (tracer.on) tracer.markAt(name, monotonicOf(entry.startTime));
  return entry;
}

function checkMeasureOptions({ start, end, duration }, endMark) {
  if (endMark !== undefined) throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
  if (start !== undefined && end !== undefined && duration !== undefined) {
    throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('Must not have options.start, options.end, and options.duration specified');
  }
}

function measureTimes(startOrOptions, endMark) {
  let options = {};
  if (typeof startOrOptions === 'object' && startOrOptions !== null && (startOrOptions.start !== undefined || startOrOptions.end !== undefined)) {
    options = startOrOptions;
    checkMeasureOptions(options, endMark);
  }
  const { duration } = options;
  let end;
  if (endMark !== undefined) end = timeOf(endMark);
  else if (options.end !== undefined) end = timeOf(options.end);
  else if (options.start !== undefined && duration !== undefined) end = timeOf(options.start) + timeOf(duration);
  else end = now();

  let start = 0;
  if (typeof startOrOptions === 'string') start = timeOf(startOrOptions);
  else if (options.start !== undefined) start = timeOf(options.start);
  else if (duration !== undefined) start = end - timeOf(duration);
  return { start, duration: end - start };
}

function measure(name, startOrOptions, endMark) {
  validateString(name, 'name');
  const { start, duration } = measureTimes(startOrOptions, endMark);
  const entry = new PerformanceMeasure(kSkipThrow, name, start, duration, clone(startOrOptions?.detail));
  enqueue(entry);
  bufferUserTiming(entry);
  if (tracer.on) tracer.span(name, monotonicOf(start), monotonicOf(start + duration));
  return entry;
}

function clearMarkTimes(name) {
  if (name === undefined) {
    markTimes.clear();
    return;
  }
  if (reserved.has(name)) throw new ERR_INVALID_ARG_VALUE('name', name);
  markTimes.delete(name);
}

module.exports = { PerformanceMark, PerformanceMeasure, clearMarkTimes, mark, measure };
