'use strict';

const AsyncContextFrame = require('internal/async_context_frame');
const { validateObject } = require('internal/validators');

class AsyncLocalStorage {
  #defaultValue;
  #name;

  constructor(options = {}) {
    validateObject(options, 'options');
    this.#defaultValue = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
  }

  get name() { return this.#name || ''; }

  static bind(fn) {
    return require('async_hooks').AsyncResource.bind(fn);
  }

  static snapshot() {
    return AsyncLocalStorage.bind((fn, ...args) => fn(...args));
  }

  disable() {
    AsyncContextFrame.forget(this);
  }

  enterWith(data) {
    AsyncContextFrame.set(AsyncContextFrame.derive(this, data));
  }

  run(data, fn, ...args) {
    const prior = this.getStore();
    if (Object.is(prior, data)) return Reflect.apply(fn, null, args);
    const outside = AsyncContextFrame.current();
    const inside = AsyncContextFrame.derive(this, data);
    AsyncContextFrame.set(inside);
    try {
      return Reflect.apply(fn, null, args);
    } finally {
      // What other storages entered inside, or took out, stays so.
      if (AsyncContextFrame.current() === inside && !inside.wasCut) AsyncContextFrame.set(outside);
      else this.enterWith(prior);
    }
  }

  exit(fn, ...args) {
    return this.run(undefined, fn, ...args);
  }

  getStore() {
    const frame = AsyncContextFrame.current();
    return frame !== undefined && frame.has(this) ? frame.get(this) : this.#defaultValue;
  }
}

module.exports = AsyncLocalStorage;
