'use strict';

// PerformanceEntry, and the entries that the host itself makes (functions, garbage collections, connections).

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspectSymbol, kEnumerableProperty } = require('internal/util');

const kSkipThrow = Symbol('kSkipThrow');

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(token = undefined, name = undefined, type = undefined, start = undefined, duration = undefined) {
    if (token !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#entryType = type;
    this.#startTime = start;
    this.#duration = duration;
  }

  static isEntry(value) {
    return typeof value === 'object' && value !== null && #name in value;
  }

  get name() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('PerformanceEntry');
    return this.#name;
  }

  get entryType() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('PerformanceEntry');
    return this.#entryType;
  }

  get startTime() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('PerformanceEntry');
    return this.#startTime;
  }

  get duration() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('PerformanceEntry');
    return this.#duration;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `${this.constructor.name} ${inspect(this.toJSON(), { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  toJSON() {
    return { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration };
  }
}
const isPerformanceEntry = PerformanceEntry.isEntry;
delete PerformanceEntry.isEntry;

Object.defineProperties(PerformanceEntry.prototype, {
  name: kEnumerableProperty,
  entryType: kEnumerableProperty,
  startTime: kEnumerableProperty,
  duration: kEnumerableProperty,
  toJSON: kEnumerableProperty,
});

class PerformanceNodeEntry extends PerformanceEntry {
  #detail;

  constructor(token, name, type, start, duration, detail) {
    super(token, name, type, start, duration);
    this.#detail = detail;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('NodePerformanceEntry');
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}

function createNodeEntry(name, type, start, duration, detail) {
  return new PerformanceNodeEntry(kSkipThrow, name, type, start, duration, detail);
}

module.exports = { PerformanceEntry, PerformanceNodeEntry, createNodeEntry, isPerformanceEntry, kSkipThrow };
