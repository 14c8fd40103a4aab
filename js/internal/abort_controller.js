'use strict';

// AbortController and AbortSignal.

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS },
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const {
  validateAbortSignal,
  validateAbortSignalArray,
  validateObject,
  validateUint32,
  kValidateObjectAllowObjects,
} = require('internal/validators');
const {
  Event,
  EventTarget,
  defineEventHandler,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
} = require('internal/event_target');
const { DOMException } = require('internal/domexception');

const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');
const kTimeout = Symbol('kTimeout');
const kDontThrow = Symbol('kDontThrow');
const kSourceSignals = Symbol('kSourceSignals');
const kDependantSignals = Symbol('kDependantSignals');
const kComposite = Symbol('kComposite');

// A signal that something may still abort and somebody listens to must not be collected, though nobody holds it.
const listenedSignals = new Set();
let timersOfLostSignals;

function clearTimersOfLostSignals() {
  return timersOfLostSignals ??= new FinalizationRegistry((timer) => clearTimeout(timer));
}

function inspectObject(self, shown, depth, options) {
  if (depth < 0) return self;
  const { inspect } = require('internal/util/inspect');
  const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
  return `${self.constructor.name} ${inspect(shown, inner)}`;
}

function isSignal(value) {
  return value != null && typeof value === 'object' && value[kAborted] !== undefined;
}

function requireSignal(value) {
  if (!isSignal(value)) throw new ERR_INVALID_THIS('AbortSignal');
  return value;
}

// Only we construct signals: what scripts pass as first argument can never be this.
class AbortSignal extends EventTarget {
  constructor(dontThrow = undefined, init = kEmptyObject) {
    if (dontThrow !== kDontThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    const { aborted = false, reason = undefined, composite = false } = init;
    this[kAborted] = aborted;
    this[kReason] = reason;
    this[kComposite] = composite;
  }

  get aborted() {
    return !!requireSignal(this)[kAborted];
  }

  get reason() {
    return requireSignal(this)[kReason];
  }

  throwIfAborted() {
    requireSignal(this);
    if (this.aborted) throw this.reason;
  }

  [customInspectSymbol](depth, options) {
    return inspectObject(this, { aborted: this.aborted }, depth, options);
  }

  static abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    return new AbortSignal(kDontThrow, { aborted: true, reason });
  }

  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(kDontThrow);
    signal[kTimeout] = true;
    const held = new WeakRef(signal);
    const timer = setTimeout(() => {
      const target = held.deref();
      if (target !== undefined) abortSignal(target, new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay);
    timer.unref();
    clearTimersOfLostSignals().register(signal, timer);
    return signal;
  }

  static any(signals) {
    const sources = Array.from(validateAbortSignalArray(signals, 'signals') ?? signals);
    const result = new AbortSignal(kDontThrow, { composite: true });
    if (sources.length === 0) return result;
    result[kSourceSignals] = new Set();
    for (const source of sources) {
      if (source.aborted) {
        abortSignal(result, source.reason);
        return result;
      }
    }
    const weakResult = new WeakRef(result);
    for (const source of sources) {
      // A composite is flattened into what it depends on: no signal ever waits for a composite.
      const roots = source[kComposite] ? source[kSourceSignals] ?? [] : [new WeakRef(source)];
      for (const weakRoot of roots) {
        const root = weakRoot.deref();
        if (root === undefined) continue;
        root[kDependantSignals] ??= new Set();
        result[kSourceSignals].add(weakRoot);
        root[kDependantSignals].add(weakResult);
        dependants().register(result, { root: weakRoot, dependant: weakResult });
      }
    }
    return result;
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    const waits = this[kTimeout] || this[kComposite];
    if (waits && type === 'abort' && !this.aborted && !weak && size === 1) listenedSignals.add(this);
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    const waits = this[kTimeout] || this[kComposite];
    if (waits && type === 'abort' && size === 0) listenedSignals.delete(this);
  }
}

let dependantsRegistry;
function dependants() {
  return dependantsRegistry ??= new FinalizationRegistry(({ root, dependant }) => {
    root.deref()?.[kDependantSignals]?.delete(dependant);
  });
}

const kEnumerable = { __proto__: null, enumerable: true };

Object.defineProperties(AbortSignal.prototype, {
  aborted: kEnumerable,
  reason: kEnumerable,
  throwIfAborted: kEnumerable,
  [Symbol.toStringTag]: { writable: false, enumerable: false, configurable: true, value: 'AbortSignal' },
});
defineEventHandler(AbortSignal.prototype, 'abort');

function runAbort(signal) {
  signal.dispatchEvent(new Event('abort', { [kTrustEvent]: true }));
  listenedSignals.delete(signal);
}

// All dependants take the reason before any listener runs, as the standard orders it.
function abortSignal(signal, reason) {
  if (signal[kAborted]) return;
  signal[kAborted] = true;
  signal[kReason] = reason;
  const toRun = [];
  for (const weakDependant of signal[kDependantSignals] ?? []) {
    const dependant = weakDependant.deref();
    if (dependant === undefined || dependant[kAborted]) continue;
    dependant[kAborted] = true;
    dependant[kReason] = reason;
    toRun.push(dependant);
  }
  runAbort(signal);
  for (const dependant of toRun) runAbort(dependant);
}

class AbortController {
  #signal;

  get signal() {
    return this.#signal ??= new AbortSignal(kDontThrow);
  }

  abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    abortSignal(this.#signal ??= new AbortSignal(kDontThrow), reason);
  }

  [customInspectSymbol](depth, options) {
    return inspectObject(this, { signal: this.signal }, depth, options);
  }
}

Object.defineProperties(AbortController.prototype, {
  signal: kEnumerable,
  abort: kEnumerable,
  [Symbol.toStringTag]: { writable: false, enumerable: false, configurable: true, value: 'AbortController' },
});

// util.aborted(): resolves when `signal` aborts, and never once `resource` is collected.
async function aborted(signal, resource) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
  if (signal.aborted) return undefined;
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(),
                            { __proto__: null, [kWeakHandler]: resource, once: true, [kResistStopPropagation]: true });
  });
}

module.exports = { AbortController, AbortSignal, abortSignal, aborted, isSignal, makeSignal: () => new AbortSignal(kDontThrow) };
