'use strict';

const { Timeout, Immediate, insert, clearTimer, clearImmediate } = require('internal/timers');
const { AbortError, codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateBoolean, validateNumber, validateObject } = require('internal/validators');

const kScheduler = Symbol('kScheduler');
const finallyOf = Promise.prototype.finally;

function validateOptions(options) {
  validateObject(options, 'options');
  if (options?.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  if (options?.ref !== undefined) validateBoolean(options.ref, 'options.ref');
}

function abortErrorOf(signal) {
  return new AbortError(undefined, { cause: signal?.reason });
}

// A listener that stopImmediatePropagation() of the user's listeners can't hold up.
function onAbort(signal, listener, once) {
  const { kResistStopPropagation } = require('internal/event_target');
  const options = { __proto__: null, once };
  if (kResistStopPropagation !== undefined) options[kResistStopPropagation] = true;
  signal.addEventListener('abort', listener, options);
}

// A promise that `start(resolve)` settles in time; the signal clears what it returned and rejects.
function wait(start, clear, signal) {
  if (signal?.aborted) return Promise.reject(abortErrorOf(signal));
  const { promise, resolve, reject } = Promise.withResolvers();
  const handle = start(resolve);
  if (!signal) return promise;
  const listener = () => {
    if (handle._destroyed) return;
    clear(handle);
    reject(abortErrorOf(signal));
  };
  onAbort(signal, listener, false);
  return Reflect.apply(finallyOf, promise, [() => signal.removeEventListener('abort', listener)]);
}

function setTimeout(after, value, options = kEmptyObject) {
  try {
    if (after !== undefined) validateNumber(after, 'delay');
    validateOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  const { signal, ref = true } = options;
  return wait((resolve) => {
    const timer = new Timeout(resolve, after, [value], false, ref);
    insert(timer, timer._idleTimeout);
    return timer;
  }, clearTimer, signal);
}

function setImmediate(value, options = kEmptyObject) {
  try {
    validateOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  const { signal, ref = true } = options;
  return wait((resolve) => {
    const immediate = new Immediate(resolve, [value]);
    return ref ? immediate : immediate.unref();
  }, clearImmediate, signal);
}

async function* setInterval(after, value, options = kEmptyObject) {
  if (after !== undefined) validateNumber(after, 'delay');
  validateOptions(options);
  const { signal, ref = true } = options;
  if (signal?.aborted) throw abortErrorOf(signal);

  let due = 0;  // Expirations that were not yielded yet.
  let wake;
  const timer = new Timeout(() => {
    due++;
    wake?.();
  }, after, undefined, true, ref);
  insert(timer, timer._idleTimeout);
  const listener = () => {
    clearTimer(timer);
    wake?.();
  };
  if (signal) onAbort(signal, listener, true);

  try {
    while (!signal?.aborted) {
      if (due === 0) {
        await new Promise((resolve) => { wake = resolve; });
        wake = undefined;
      }
      for (; due > 0; due--) yield value;
    }
    throw abortErrorOf(signal);
  } finally {
    clearTimer(timer);
    signal?.removeEventListener('abort', listener);
  }
}

class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  yield() {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  wait(delay, options) {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

const scheduler = Object.create(Scheduler.prototype);
Object.defineProperty(scheduler, kScheduler, { __proto__: null, value: true });

module.exports = { setTimeout, setImmediate, setInterval, scheduler };
