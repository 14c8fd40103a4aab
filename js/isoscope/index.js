'use strict';

// require('isoscope'): what a script sees of the runtime that runs it. Everything shown really happened: records of V8 and libuv, numbered
// without gaps, with what was dropped counted. Requiring it watches the default kinds and starts the service thread that collects.

const scope = internalBinding('scope');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInteger, validateNumber, validateObject, validateOneOf, validateString,
} = require('internal/validators');
const { expect, verdict } = require('internal/scope/expectations');
const { parameters } = require('internal/scope/parameters');

const { kinds: kindNames, kDefaultKinds, kAllKinds, kV8LogKinds, kSummedKinds, kEach } = scope;
const bits = new Map(kindNames.map((name, bit) => [name, 1 << bit]));
// A script that asks gets a record of each callback and each iteration.
bits.set('default', kDefaultKinds | kEach).set('all', kAllKinds).set('none', 0);

// ['gc', 'pool'], 'gc,pool', 'default', 'all': a mask.
function toMask(kinds, name = 'kinds') {
  if (typeof kinds === 'string') kinds = kinds.split(',');
  if (!Array.isArray(kinds)) throw new ERR_INVALID_ARG_TYPE(name, ['string', 'string[]'], kinds);
  let mask = 0;
  kinds.forEach((kind, index) => {
    validateString(kind, `${name}[${index}]`);
    const bit = bits.get(kind) ?? (kind.endsWith('s') ? bits.get(kind.slice(0, -1)) : undefined);  // The plural will do.
    if (bit === undefined) throw new ERR_INVALID_ARG_VALUE(name, kind, `must be of ${[...bits.keys()].join(', ')}`);
    mask |= bit;
  });
  // What V8 tells of a collection later amends its gc record.
  if ((mask & bits.get('gc')) !== 0) mask |= bits.get('gcPhases');
  if ((mask & kSummedKinds) !== 0) mask |= kEach;
  // Whether V8's log tells anything.
  return (mask & kV8LogKinds) !== 0 ? mask | bits.get('v8Log') : mask;
}

function toNames(mask) {
  return kindNames.filter((name, bit) => (mask & (1 << bit)) !== 0);
}

function snapshot() {
  return scope.snapshot();
}

function history(options = {}) {
  validateObject(options, 'options');
  const { since = 0, kinds = 'all', isolate = 0, limit = -1, fromUs = 0, toUs = -1 } = options;
  validateInteger(since, 'options.since', 0);
  validateInteger(isolate, 'options.isolate', 0, 0xffffffff);
  if (limit !== -1) validateInteger(limit, 'options.limit', 0);
  validateInteger(fromUs, 'options.fromUs', 0);
  if (toUs !== -1) validateInteger(toUs, 'options.toUs', 0);
  return scope.history(since, toMask(kinds, 'options.kinds'), isolate, limit, fromUs, toUs);
}

class Observer {
  #handle;

  constructor(mask, callback) {
    const handle = new scope.ScopeObserver(mask);
    if ((mask & scope.kResource) !== 0) require('internal/resource_watch').update();
    handle.onbatch = (batch) => callback(batch, this);
    this.#handle = handle;
  }

  // The records that have not been delivered yet, at once, as PerformanceObserver has it.
  takeRecords() {
    const items = [];
    for (let batch; (batch = this.#handle?.take()) !== undefined;) items.push(...batch.items);
    return items;
  }

  // An observer does not keep the process alive, unless told to.
  ref() {
    this.#handle?.ref();
    return this;
  }

  unref() {
    this.#handle?.unref();
    return this;
  }

  close() {
    const handle = this.#handle;
    if (handle === undefined) return;
    this.#handle = undefined;
    handle.stop();
    handle.close();
  }

  [Symbol.dispose]() {
    this.close();
  }
}

// observe(callback), observe(kinds, callback): whole batches {sequence, droppedCount, items}.
function observe(kinds, callback) {
  if (typeof kinds === 'function' && callback === undefined) {
    callback = kinds;
    kinds = 'default';
  }
  const mask = toMask(kinds);
  validateFunction(callback, 'callback');
  return new Observer(mask, callback);
}

function mark(name, detail) {
  validateString(name, 'name');
  let json;
  if (detail !== undefined) {
    json = JSON.stringify(detail);
    if (json === undefined) throw new ERR_INVALID_ARG_VALUE('detail', detail, 'must be something JSON can say');
  }
  if (!scope.mark(name, json, 0)) throw new ERR_OUT_OF_RANGE('detail', 'at most 8192 bytes of JSON', json.length);
}

// Records the process into a .labrun file from now on; `history`: beginning with what the history still has.
function record(path, options = {}) {
  validateString(path, 'path');
  validateObject(options, 'options');
  const { kinds, history: withHistory = false } = options;
  validateBoolean(withHistory, 'options.history');
  scope.record(path, kinds === undefined ? scope.watched() | kDefaultKinds | kEach : toMask(kinds, 'options.kinds'), withHistory);
}

// Ends the recording; what it came to.
function stopRecording() {
  return scope.stopRecording();
}

// What only JavaScript sees of resources is seen from the very next one on, not from the loop's next turn.
function watch(mask) {
  const changed = (scope.watched() ^ mask) & scope.kResource;
  scope.watch(mask);
  if (changed !== 0) require('internal/resource_watch').update();
}

function enable(kinds) {
  watch(scope.watched() | toMask(kinds));
  return toNames(scope.watched());
}

function disable(kinds) {
  watch(scope.watched() & ~toMask(kinds));
  return toNames(scope.watched());
}

function enabled() {
  return toNames(scope.watched());
}

function heapSpaces() {
  return scope.heapSpaces();
}

// One real collection, now: 'minor' of the young generation, 'major' of the whole heap.
function gc(kind = 'major') {
  validateOneOf(kind, 'kind', ['minor', 'major']);
  scope.gc(kind === 'major');
}

// Occupies one thread of libuv's pool for so long without computing; as slow I/O ({slowIo: true}) on half of the threads at most.
function poolSleep(ms, options = {}) {
  validateNumber(ms, 'ms', 0, 0x7fffffff);
  validateObject(options, 'options');
  const { slowIo = false } = options;
  validateBoolean(slowIo, 'options.slowIo');
  const pool = internalBinding('pool');
  return new Promise((resolve, reject) => {
    const request = new pool.PoolSleep();
    request.oncomplete = (status) => (status < 0 ? reject(sleepError(status)) : resolve());
    const status = pool.poolSleep(Math.round(ms), request, slowIo);
    if (status < 0) reject(sleepError(status));
  });
}

function sleepError(status) {
  const { UVException } = require('internal/errors');
  return new UVException({ errno: status, syscall: 'poolSleep' });
}

scope.start();
scope.watch(scope.watched() | kDefaultKinds | kEach);

// Handles and requests that are alive and were made while kind 'resource' was watched, each with the JavaScript that made it.
function resources() {
  return scope.resources();
}

// How often every isolate samples its heap while its loop turns, in milliseconds; without an argument only asks.
function heapInterval(ms) {
  if (ms !== undefined) validateInteger(ms, 'ms', 1, 0x7fffffff);
  return scope.heapInterval(ms ?? 0);
}

const code = require('internal/scope/code');
const heap = require('internal/scope/heap');
const { explain } = require('internal/scope/explain');
const { poolWhatIf } = require('internal/scope/what_if');
const { syntaxOf } = require('internal/scope/syntax');

module.exports = {
  ...code,
  ...heap,
  resources,
  heapInterval,
  explain,
  poolWhatIf,
  syntaxOf,
  snapshot,
  history,
  record,
  stopRecording,
  get recording() { return scope.recording(); },
  observe,
  mark,
  expect,
  verdict,
  parameters,
  heapSpaces,
  gc,
  poolSleep,
  enable,
  disable,
  enabled,
  kinds: Object.freeze([...kindNames]),
  get isolateId() { return scope.isolateId(); },
};
