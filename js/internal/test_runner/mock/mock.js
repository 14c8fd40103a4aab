'use strict';

// mock.fn(), mock.method() and the like: functions that remember their calls.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateBoolean, validateFunction, validateInteger, validateObject, validateOneOf } = require('internal/validators');

const noop = function() {};

class MockFunctionContext {
  #calls = [];
  #implementation;
  #once = new Map();
  #restore;
  #times;

  constructor(implementation, restore, times) {
    this.#implementation = implementation;
    this.#restore = restore;
    this.#times = times;
  }

  get calls() { return this.#calls.slice(); }
  callCount() { return this.#calls.length; }

  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const next = this.#calls.length;
    const call = onCall ?? next;
    validateInteger(call, 'onCall', next);
    this.#once.set(call, implementation);
  }

  restore() {
    const { descriptor, object, original, name } = this.#restore;
    if (typeof name === 'string' || typeof name === 'symbol') Object.defineProperty(object, name, descriptor);
    this.#implementation = original;
    this.#once.clear();
  }

  resetCalls() { this.#calls = []; }

  // Ours: the implementation of the call to come.
  static take(context) {
    const call = context.#calls.length;
    let fn = context.#implementation;
    if (context.#once.has(call)) {
      fn = context.#once.get(call);
      context.#once.delete(call);
    }
    if (call + 1 === context.#times) context.restore();
    return fn;
  }

  static track(context, call) { context.#calls.push(call); }
}

const { take, track } = MockFunctionContext;
delete MockFunctionContext.take;
delete MockFunctionContext.track;

class MockPropertyContext {
  #object;
  #name;
  #value;
  #original;
  #descriptor;
  #accesses = [];
  #once = new Map();

  constructor(object, name, value, hasValue) {
    this.#object = object;
    this.#name = name;
    this.#descriptor = Object.getOwnPropertyDescriptor(object, name);
    this.#original = object[name];
    this.#value = hasValue ? value : this.#original;
    const context = this;
    Object.defineProperty(object, name, {
      __proto__: null,
      configurable: true,
      enumerable: this.#descriptor.enumerable,
      get() { return context.#get(); },
      set(replacement) { context.#set(replacement); },
    });
  }

  #access(type, value) {
    const at = this.#accesses.length;
    if (this.#once.has(at)) {
      value = this.#once.get(at);
      this.#once.delete(at);
    }
    this.#accesses.push({ type, value, stack: new Error() });
    return value;
  }

  #get() { return this.#access('get', this.#value); }
  #set(value) { this.#value = this.#access('set', value); }

  get accesses() { return this.#accesses.slice(); }
  accessCount() { return this.#accesses.length; }
  resetAccesses() { this.#accesses = []; }
  mockImplementation(value) { this.#value = value; }

  mockImplementationOnce(value, onAccess) {
    const next = this.#accesses.length;
    const access = onAccess ?? next;
    validateInteger(access, 'onAccess', next);
    this.#once.set(access, value);
  }

  restore() {
    Object.defineProperty(this.#object, this.#name, { ...this.#descriptor, value: this.#original });
  }
}

// A function that looks and works like `original`, and keeps `context` informed.
function makeMock(original, context) {
  return new Proxy(original, {
    __proto__: null,
    apply(target, thisArg, args) {
      const fn = take(context);
      let result;
      let error;
      try {
        result = Reflect.apply(fn, thisArg, args);
        return result;
      } catch (thrown) {
        error = thrown;
        throw thrown;
      } finally {
        track(context, { arguments: args, error, result, stack: new Error(), target: undefined, this: thisArg });
      }
    },
    construct(target, args, newTarget) {
      const fn = take(context);
      let result;
      let error;
      try {
        result = Reflect.construct(fn, args, newTarget);
        return result;
      } catch (thrown) {
        error = thrown;
        throw thrown;
      } finally {
        track(context, { arguments: args, error, result, stack: new Error(), target, this: result });
      }
    },
    get(target, property, receiver) {
      return property === 'mock' ? context : Reflect.get(target, property, receiver);
    },
  });
}

function readTimes(options) {
  const { times = Infinity } = options;
  if (times !== Infinity) validateInteger(times, 'options.times', 1);
  return times;
}

function findDescriptor(object, name) {
  for (let at = object; at !== null && at !== undefined; at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, name);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

class MockTracker {
  #mocks = [];
  #timers;

  get timers() {
    return this.#timers ??= new (require('internal/test_runner/mock/timers').MockTimers)();
  }

  fn(original = noop, implementation = original, options = kEmptyObject) {
    if (original !== null && typeof original === 'object') {
      options = original;
      original = noop;
      implementation = original;
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const context = new MockFunctionContext(implementation, { original }, readTimes(options));
    this.#mocks.push(context);
    return makeMock(original, context);
  }

  method(object, name, implementation = undefined, options = kEmptyObject) {
    if (typeof object !== 'function') validateObject(object, 'object');
    if (typeof name !== 'string' && typeof name !== 'symbol') throw new ERR_INVALID_ARG_TYPE('methodName', ['string', 'symbol'], name);
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    validateObject(options, 'options');
    const { getter = false, setter = false } = options;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    if (setter && getter) throw new ERR_INVALID_ARG_VALUE('options.setter', setter, "cannot be used with 'options.getter'");
    const times = readTimes(options);
    const descriptor = findDescriptor(object, name);
    const original = getter ? descriptor?.get : setter ? descriptor?.set : descriptor?.value;
    if (typeof original !== 'function') throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    const fn = implementation ?? original;
    validateFunction(fn, 'implementation');
    const context = new MockFunctionContext(fn, { descriptor, object, original, name }, times);
    const mock = makeMock(original, context);
    const { configurable, enumerable, writable } = descriptor;
    Object.defineProperty(object, name, getter || setter ?
      { __proto__: null, configurable, enumerable, get: getter ? mock : descriptor.get, set: setter ? mock : descriptor.set } :
      { __proto__: null, configurable, enumerable, writable, value: mock });
    this.#mocks.push(context);
    return mock;
  }

  getter(object, name, implementation = undefined, options = kEmptyObject) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    const { getter = true } = options;
    validateOneOf(getter, 'options.getter', [true]);
    return this.method(object, name, implementation, { ...options, getter });
  }

  setter(object, name, implementation = undefined, options = kEmptyObject) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    const { setter = true } = options;
    validateOneOf(setter, 'options.setter', [true]);
    return this.method(object, name, implementation, { ...options, setter });
  }

  property(object, name, value) {
    if (typeof object !== 'function') validateObject(object, 'object');
    if (typeof name !== 'string' && typeof name !== 'symbol') throw new ERR_INVALID_ARG_TYPE('propertyName', ['string', 'symbol'], name);
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (descriptor === undefined) throw new ERR_INVALID_ARG_VALUE('propertyName', name, 'is not a property of the object');
    if (!descriptor.configurable) throw new ERR_INVALID_ARG_VALUE('propertyName', name, 'cannot be mocked because it is not configurable');
    const context = new MockPropertyContext(object, name, value, arguments.length > 2);
    this.#mocks.push(context);
    return new Proxy(object, {
      __proto__: null,
      get(target, property, receiver) {
        return property === 'mock' ? context : Reflect.get(target, property, receiver);
      },
    });
  }

  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#mocks = [];
  }

  restoreAll() {
    for (const context of this.#mocks) context.restore();
  }
}

module.exports = { MockTracker };
