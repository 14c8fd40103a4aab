'use strict';

// PerformanceObserver and the global buffers of entries.

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject, kEnumerableProperty, lazyDOMException } = require('internal/util');
const { validateFunction, validateObject } = require('internal/validators');
const { isPerformanceEntry } = require('internal/perf/entry');

const supportedEntryTypes = Object.freeze(['dns', 'function', 'gc', 'http', 'http2', 'mark', 'measure', 'net', 'resource']);
const kBufferWarnSize = 1e6;

const buffers = { __proto__: null, mark: [], measure: [], resource: [] };
const warnedTypes = new Set();
const observers = new Set();
const pending = new Set();
const watchers = new Map();  // Entry type -> number of observers.
let dispatchScheduled = false;
let gcWatch;

function byStart(first, second) {
  return first.startTime - second.startTime;
}

function inspectAs(name, value, depth, options) {
  const { inspect } = require('internal/util/inspect');
  return `${name} ${inspect(value, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

// Observers hear on a turn of their own, many entries at once.
function schedule(observer) {
  pending.add(observer);
  if (dispatchScheduled) return;
  dispatchScheduled = true;
  require('internal/timers').setImmediate(() => {
    dispatchScheduled = false;
    const due = [...pending];
    pending.clear();
    for (const each of due) each[kDispatch]();
  });
}

function countWatchers(types, delta) {
  for (const type of types) {
    const count = (watchers.get(type) ?? 0) + delta;
    watchers.set(type, count);
    if (type === 'gc') watchGc(count > 0);
  }
}

function watchGc(wanted) {
  if (!wanted) {
    gcWatch?.stop();
    return;
  }
  if (gcWatch === undefined) {
    const { GCWatch } = internalBinding('performance');
    gcWatch = new GCWatch();
    gcWatch.ongc = require('internal/perf/gc_entries').onGc;
  }
  gcWatch.start();
}

function hasObserver(type) {
  return (watchers.get(type) ?? 0) > 0;
}

const kDispatch = Symbol('kDispatch');
const kOffer = Symbol('kOffer');
const kSkipThrow = Symbol('kSkipThrow');

class PerformanceObserverEntryList {
  #entries;

  constructor(token = undefined, entries = []) {
    if (token !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = entries.sort(byStart);
  }

  getEntries() {
    if (!(#entries in this)) throw new ERR_INVALID_THIS('PerformanceObserverEntryList');
    return this.#entries.slice();
  }

  getEntriesByType(type) {
    if (!(#entries in this)) throw new ERR_INVALID_THIS('PerformanceObserverEntryList');
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    const wanted = `${type}`;
    return this.#entries.filter((entry) => entry.entryType === wanted);
  }

  getEntriesByName(name, type = undefined) {
    if (!(#entries in this)) throw new ERR_INVALID_THIS('PerformanceObserverEntryList');
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    const wanted = `${name}`;
    return this.#entries.filter((entry) => entry.name === wanted && (type == null || entry.entryType === type));
  }

  [customInspectSymbol](depth, options) {
    return depth < 0 ? this : inspectAs('PerformanceObserverEntryList', this.#entries, depth, options);
  }
}
Object.defineProperties(PerformanceObserverEntryList.prototype, {
  getEntries: kEnumerableProperty,
  getEntriesByType: kEnumerableProperty,
  getEntriesByName: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, writable: false, enumerable: false, configurable: true, value: 'PerformanceObserverEntryList' },
});

class PerformanceObserver {
  #entries = [];
  #types = new Set();
  #mode;
  #callback;

  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  #setMode(mode) {
    if (this.#mode === undefined) this.#mode = mode;
    if (this.#mode === mode) return;
    const other = mode === 'multiple' ? 'multiple observations' : 'single observation';
    throw lazyDOMException(`PerformanceObserver can not change to ${other}`, 'InvalidModificationError');
  }

  observe(options = kEmptyObject) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    if (entryTypes != null && type != null) {
      throw new ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes, 'options.entryTypes can not set with options.type together');
    }
    this.#setMode(entryTypes !== undefined ? 'multiple' : 'single');
    if (this.#mode === 'multiple') {
      if (!Array.isArray(entryTypes)) throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
      const before = this.#types;
      this.#types = new Set(entryTypes.filter((each) => supportedEntryTypes.includes(each)));
      countWatchers(this.#types, 1);
      countWatchers(before, -1);
    } else {
      if (!supportedEntryTypes.includes(type)) return;
      if (!this.#types.has(type)) countWatchers([type], 1);
      this.#types.add(type);
      if (buffered) {
        this.#entries.push(...filterEntries(undefined, type));
        schedule(this);
      }
    }
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }

  disconnect() {
    countWatchers(this.#types, -1);
    observers.delete(this);
    pending.delete(this);
    this.#entries = [];
    this.#types = new Set();
    this.#mode = undefined;
  }

  takeRecords() {
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }

  static get supportedEntryTypes() {
    return supportedEntryTypes;
  }

  [kOffer](entry) {
    if (!this.#types.has(entry.entryType)) return;
    this.#entries.push(entry);
    schedule(this);
  }

  [kDispatch]() {
    const callback = this.#callback;
    callback(new PerformanceObserverEntryList(kSkipThrow, this.takeRecords()), this);
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const view = { connected: observers.has(this), pending: pending.has(this), entryTypes: [...this.#types], buffer: this.#entries };
    return inspectAs('PerformanceObserver', view, depth, options);
  }
}
Object.defineProperties(PerformanceObserver.prototype, {
  observe: kEnumerableProperty,
  disconnect: kEnumerableProperty,
  takeRecords: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, writable: false, enumerable: false, configurable: true, value: 'PerformanceObserver' },
});

function enqueue(entry) {
  if (!isPerformanceEntry(entry)) throw new ERR_INVALID_ARG_TYPE('entry', 'PerformanceEntry', entry);
  for (const observer of observers) observer[kOffer](entry);
}

const clearers = { __proto__: null, mark: 'performance.clearMarks', measure: 'performance.clearMeasures' };

function bufferUserTiming(entry) {
  const type = entry.entryType;
  const buffer = buffers[type];
  const count = buffer.push(entry);
  if (count <= kBufferWarnSize || warnedTypes.has(type)) return;
  warnedTypes.add(type);
  const warning = new Error(`Possible perf_hooks memory leak detected. ${count} ${type} entries added to the global performance entry ` +
                            `buffer. Use ${clearers[type]} to clear the buffer.`);
  warning.name = 'MaxPerformanceEntryBufferExceededWarning';
  warning.entryType = type;
  warning.count = count;
  process.emitWarning(warning);
}

function clearEntries(type, name) {
  buffers[type] = name === undefined ? [] : buffers[type].filter((entry) => entry.name !== name);
}

function filterEntries(name, type) {
  let entries;
  if (type === undefined) entries = [...buffers.mark, ...buffers.measure, ...buffers.resource];
  else entries = buffers[type]?.slice() ?? [];
  if (name !== undefined) entries = entries.filter((entry) => entry.name === name);
  return entries.sort(byStart);
}

// ---- Resource entries have a bounded buffer; when it is full, the page (here: the program) is asked to make room ----

let resourceLimit = 250;
let overflow = [];
let overflowScheduled = false;
let dispatchBufferFull;

function drainOverflow() {
  while (overflow.length > 0) {
    const before = overflow.length;
    dispatchBufferFull('resourcetimingbufferfull');
    const room = Math.max(0, Math.min(resourceLimit - buffers.resource.length, overflow.length));
    buffers.resource.push(...overflow.splice(0, room));
    if (overflow.length >= before) overflow = [];  // Nobody made room: the standard drops them.
  }
  overflowScheduled = false;
}

function bufferResourceTiming(entry) {
  if (buffers.resource.length < resourceLimit && !overflowScheduled) {
    buffers.resource.push(entry);
    return;
  }
  if (!overflowScheduled) {
    overflowScheduled = true;
    require('internal/timers').setImmediate(drainOverflow);
  }
  overflow.push(entry);
}

module.exports = {
  PerformanceObserver,
  PerformanceObserverEntryList,
  enqueue,
  hasObserver,
  bufferUserTiming,
  bufferResourceTiming,
  clearEntries,
  filterEntries,
  setResourceTimingBufferSize(size) { resourceLimit = size; },
  setDispatchBufferFull(fn) { dispatchBufferFull = fn; },
};
