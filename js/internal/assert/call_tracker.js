'use strict';

// assert.CallTracker: counts calls of functions and tells which were called too often or too seldom.

const AssertionError = require('internal/assert/assertion_error');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_UNAVAILABLE_DURING_EXIT } } = require('internal/errors');
const { validateFunction, validateUint32 } = require('internal/validators');

const noop = () => {};

class Tracked {
  #calls = [];

  constructor(expected, stackTrace, name) {
    this.expected = expected;
    this.stackTrace = stackTrace;
    this.name = name;
  }

  track(thisArg, args) {
    this.#calls.push(Object.freeze({ thisArg, arguments: Object.freeze([...args]) }));
  }

  reset() { this.#calls = []; }
  get calls() { return Object.freeze([...this.#calls]); }

  get report() {
    const actual = this.#calls.length;
    if (actual === this.expected) return undefined;
    return {
      message: `Expected the ${this.name} function to be executed ${this.expected} time(s) but was executed ${actual} time(s).`,
      actual,
      expected: this.expected,
      operator: this.name,
      stack: this.stackTrace,
    };
  }
}

class CallTracker {
  #tracked = new Set();
  #byFunction = new WeakMap();

  #of(fn) {
    const tracked = this.#byFunction.get(fn);
    if (tracked === undefined) throw new ERR_INVALID_ARG_VALUE('tracked', fn, 'is not a tracked function');
    return tracked;
  }

  reset(tracked) {
    if (tracked === undefined) for (const one of this.#tracked) one.reset();
    else this.#of(tracked).reset();
  }

  getCalls(tracked) {
    return this.#of(tracked).calls;
  }

  calls(fn, expected = 1) {
    if (process._exiting) throw new ERR_UNAVAILABLE_DURING_EXIT();
    if (typeof fn === 'number') {
      expected = fn;
      fn = noop;
    } else if (fn === undefined) {
      fn = noop;
    }
    validateFunction(fn, 'fn');
    validateUint32(expected, 'expected', true);
    const tracked = new Tracked(expected, new Error(), fn.name || 'calls');
    this.#tracked.add(tracked);
    // Everything that can be seen of a function, but its calls, is the original's.
    const proxy = new Proxy(fn, {
      __proto__: null,
      apply(target, thisArg, args) {
        tracked.track(thisArg, args);
        return Reflect.apply(target, thisArg, args);
      },
    });
    this.#byFunction.set(proxy, tracked);
    return proxy;
  }

  report() {
    return [...this.#tracked].map((tracked) => tracked.report).filter((report) => report !== undefined);
  }

  verify() {
    const errors = this.report();
    if (errors.length === 0) return;
    const message = errors.length === 1 ? errors[0].message : 'Functions were not called the expected number of times';
    throw new AssertionError({ message, details: errors });
  }
}

module.exports = CallTracker;
