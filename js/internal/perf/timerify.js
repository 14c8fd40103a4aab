'use strict';

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateFunction, validateObject } = require('internal/validators');
const { isHistogram } = require('internal/histogram');
const { createNodeEntry } = require('internal/perf/entry');
const { enqueue } = require('internal/perf/observe');
const { monotonicOf, now } = require('internal/perf/time_origin');
const { Tracer } = require('internal/tracing');

const tracer = new Tracer('node,node.perf,node.perf.timerify');

function complete(name, start, args, histogram) {
  const duration = now() - start;
  histogram?.record(Math.ceil(duration * 1e6));
  const entry = createNodeEntry(name, 'function', start, duration, args);
  for (let i = 0; i < args.length; i++) entry[i] = args[i];
  enqueue(entry);
  if (tracer.on) tracer.span(name, monotonicOf(start), monotonicOf(start + duration));
}

// A function that reports how long each call of `fn` took: until it returned, or until its promise settled.
function timerify(fn, options = kEmptyObject) {
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  if (histogram !== undefined && (!isHistogram(histogram) || typeof histogram.record !== 'function')) {
    throw new ERR_INVALID_ARG_TYPE('options.histogram', 'RecordableHistogram', histogram);
  }
  function timerified(...args) {
    const start = now();
    if (new.target !== undefined) {
      const instance = Reflect.construct(fn, args, fn);
      complete(fn.name, start, args, histogram);
      return instance;
    }
    const result = Reflect.apply(fn, this, args);
    if (typeof result?.finally === 'function') return result.finally(() => complete(fn.name, start, args, histogram));
    complete(fn.name, start, args, histogram);
    return result;
  }
  Object.defineProperties(timerified, {
    length: { __proto__: null, configurable: false, enumerable: true, value: fn.length },
    name: { __proto__: null, configurable: false, enumerable: true, value: `timerified ${fn.name}` },
  });
  return timerified;
}

module.exports = timerify;
