'use strict';

// The histograms of perf_hooks, over the native one (HdrHistogram).

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE } } =
  require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { validateInteger, validateNumber, validateObject } = require('internal/validators');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');

const kSkipThrow = Symbol('kSkipThrow');
const kHandle = Symbol('kHandle');

function handleOf(self) {
  const handle = self?.[kHandle];
  if (handle === undefined) throw new ERR_INVALID_THIS('Histogram');
  return handle;
}

function isHistogram(value) {
  return value?.[kHandle] !== undefined;
}

function checkPercentile(percentile) {
  validateNumber(percentile, 'percentile');
  if (Number.isNaN(percentile) || percentile <= 0 || percentile > 100) throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
}

function hide(target, key, value) {
  Object.defineProperty(target, key, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
}

class Histogram {
  constructor(token = undefined, handle = undefined) {
    if (token !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    hide(this, kHandle, handle);
    markTransferMode(this, true, false);
  }

  // A clone, in whatever thread, shows what this one counts.
  [kClone]() {
    return { data: { handle: handleOf(this) }, deserializeInfo: 'internal/histogram:ClonedHistogram' };
  }

  [kDeserialize]({ handle }) {
    this[kHandle] = handle;
  }

  get count() { return handleOf(this).count(false); }
  get countBigInt() { return handleOf(this).count(true); }
  get min() { return handleOf(this).min(false); }
  get minBigInt() { return handleOf(this).min(true); }
  get max() { return handleOf(this).max(false); }
  get maxBigInt() { return handleOf(this).max(true); }
  get mean() { return handleOf(this).mean(); }
  get exceeds() { return handleOf(this).exceeds(false); }
  get exceedsBigInt() { return handleOf(this).exceeds(true); }
  get stddev() { return handleOf(this).stddev(); }

  percentile(percentile) {
    const handle = handleOf(this);
    checkPercentile(percentile);
    return handle.percentile(percentile, false);
  }

  percentileBigInt(percentile) {
    const handle = handleOf(this);
    checkPercentile(percentile);
    return handle.percentile(percentile, true);
  }

  get percentiles() {
    const map = new Map();
    handleOf(this).percentiles(map, false);
    return map;
  }

  get percentilesBigInt() {
    const map = new Map();
    handleOf(this).percentiles(map, true);
    return map;
  }

  reset() {
    handleOf(this).reset();
  }

  #figures() {
    const { min, max, mean, exceeds, stddev, count, percentiles } = this;
    return { min, max, mean, exceeds, stddev, count, percentiles };
  }

  toJSON() {
    const { count, min, max, mean, exceeds, stddev, percentiles } = this;
    return { count, min, max, mean, exceeds, stddev, percentiles: Object.fromEntries(percentiles) };
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return `[${this.constructor.name}]`;
    const { inspect } = require('internal/util/inspect');
    return `Histogram ${inspect(this.#figures(), { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

class RecordableHistogram extends Histogram {
  #recordable = true;

  record(val) {
    if (!(#recordable in this)) throw new ERR_INVALID_THIS('RecordableHistogram');
    if (typeof val !== 'bigint') validateInteger(val, 'val', 1);
    handleOf(this).record(val);
  }

  recordDelta() {
    if (!(#recordable in this)) throw new ERR_INVALID_THIS('RecordableHistogram');
    handleOf(this).recordDelta();
  }

  add(other) {
    if (!(#recordable in this)) throw new ERR_INVALID_THIS('RecordableHistogram');
    if (typeof other !== 'object' || other === null || !(#recordable in other)) {
      throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    }
    handleOf(this).add(handleOf(other));
  }
}

Object.defineProperty(RecordableHistogram.prototype, kClone, {
  __proto__: null,
  configurable: true,
  writable: true,
  value() { return { data: { handle: handleOf(this) }, deserializeInfo: 'internal/histogram:ClonedRecordableHistogram' }; },
});

// What a clone is made with, before it gets its handle.
function ClonedHistogram() {
  return new Histogram(kSkipThrow);
}
ClonedHistogram.prototype = Histogram.prototype;

function ClonedRecordableHistogram() {
  return new RecordableHistogram(kSkipThrow);
}
ClonedRecordableHistogram.prototype = RecordableHistogram.prototype;

// For C++, which fills it in.
function makeHandle() {
  const { Histogram: Native } = internalBinding('performance');
  return new Native(1, 2, 1);
}

class ELDHistogram extends Histogram {
  #enabled = false;

  enable() {
    if (!(#enabled in this)) throw new ERR_INVALID_THIS('ELDHistogram');
    if (this.#enabled) return false;
    this.#enabled = true;
    handleOf(this).start();
    return true;
  }

  disable() {
    if (!(#enabled in this)) throw new ERR_INVALID_THIS('ELDHistogram');
    if (!this.#enabled) return false;
    this.#enabled = false;
    handleOf(this).stop();
    return true;
  }

  [Symbol.dispose]() {
    this.disable();
  }
}

function createHistogram(options = kEmptyObject) {
  validateObject(options, 'options');
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== 'bigint') validateInteger(lowest, 'options.lowest', 1, Number.MAX_SAFE_INTEGER);
  if (typeof highest !== 'bigint') {
    validateInteger(highest, 'options.highest', 2 * Number(lowest), Number.MAX_SAFE_INTEGER);
  } else if (highest < 2n * BigInt(lowest)) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('options.highest', highest);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  const binding = internalBinding('performance');
  return new RecordableHistogram(kSkipThrow, new binding.Histogram(lowest, highest, figures));
}

function monitorEventLoopDelay(options = kEmptyObject) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  const { DelayMonitor } = internalBinding('performance');
  return new ELDHistogram(kSkipThrow, new DelayMonitor(resolution));
}

module.exports = {
  ClonedHistogram, ClonedRecordableHistogram, Histogram, RecordableHistogram, createHistogram, isHistogram, makeHandle, monitorEventLoopDelay,
};
