'use strict';

const {
  asyncIdSymbol, triggerAsyncIdSymbol, executionAsyncId, triggerAsyncId, executionAsyncResource, newAsyncId, getDefaultTriggerAsyncId,
  initHooksExist, destroyHooksExist, emitInit, emitBefore, emitAfter, emitDestroy, hasAsyncIdStack, enableHook, disableHook,
  registerDestroyHook,
} = require('internal/async_hooks');
const AsyncContextFrame = require('internal/async_context_frame');
const { codes: { ERR_ASYNC_CALLBACK, ERR_ASYNC_TYPE, ERR_INVALID_ASYNC_ID } } = require('internal/errors');
const { deprecate, kEmptyObject } = require('internal/util');
const { validateFunction, validateString } = require('internal/validators');

const hookNames = ['init', 'before', 'after', 'destroy', 'promiseResolve'];
const kFrame = Symbol('kFrame');
const kDestroyed = Symbol('kDestroyed');

class AsyncHook {
  constructor(callbacks) {
    const given = {};
    for (const name of hookNames) {
      const callback = callbacks[name];
      if (callback !== undefined && typeof callback !== 'function') throw new ERR_ASYNC_CALLBACK(`hook.${name}`);
      given[name] = callback;
    }
    Object.defineProperty(this, 'callbacks', { __proto__: null, value: given, enumerable: false });
    Object.defineProperty(this, 'tracksPromises', { __proto__: null, value: true, enumerable: false });
  }

  enable() {
    enableHook(this);
    return this;
  }

  disable() {
    disableHook(this);
    return this;
  }
}

function createHook(callbacks) {
  return new AsyncHook(callbacks);
}

class AsyncResource {
  constructor(type, options = kEmptyObject) {
    validateString(type, 'type');
    let trigger = options;
    let requireManualDestroy = false;
    if (typeof options !== 'number') {
      trigger = options.triggerAsyncId === undefined ? getDefaultTriggerAsyncId() : options.triggerAsyncId;
      requireManualDestroy = Boolean(options.requireManualDestroy);
    }
    if (!Number.isSafeInteger(trigger) || trigger < -1) throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', trigger);

    this[kFrame] = AsyncContextFrame.current();
    const asyncId = this[asyncIdSymbol] = newAsyncId();
    this[triggerAsyncIdSymbol] = trigger;
    if (initHooksExist()) {
      if (type.length === 0) throw new ERR_ASYNC_TYPE(type);
      emitInit(asyncId, type, trigger, this);
    }
    if (!requireManualDestroy && destroyHooksExist()) {
      const state = this[kDestroyed] = { destroyed: false };
      registerDestroyHook(this, asyncId, state);
    }
  }

  runInAsyncScope(fn, thisArg, ...args) {
    const asyncId = this[asyncIdSymbol];
    emitBefore(asyncId, this[triggerAsyncIdSymbol], this);
    const frame = AsyncContextFrame.exchange(this[kFrame]);
    try {
      return Reflect.apply(fn, thisArg, args);
    } finally {
      AsyncContextFrame.set(frame);
      if (hasAsyncIdStack()) emitAfter(asyncId);  // An uncaught exception may have emptied the stack.
    }
  }

  emitDestroy() {
    if (this[kDestroyed] !== undefined) this[kDestroyed].destroyed = true;
    emitDestroy(this[asyncIdSymbol]);
    return this;
  }

  asyncId() {
    return this[asyncIdSymbol];
  }

  triggerAsyncId() {
    return this[triggerAsyncIdSymbol];
  }

  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    let resource = this;
    const bound = thisArg === undefined ?
      function(...args) { return resource.runInAsyncScope(fn, this, ...args); } :
      (...args) => resource.runInAsyncScope(fn, thisArg, ...args);
    const message = 'The asyncResource property on bound functions is deprecated';
    Object.defineProperties(bound, {
      length: { __proto__: null, configurable: true, enumerable: false, value: fn.length, writable: false },
      asyncResource: {
        __proto__: null,
        configurable: true,
        enumerable: true,
        get: deprecate(() => resource, message, 'DEP0172'),
        set: deprecate((value) => { resource = value; }, message, 'DEP0172'),
      },
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

module.exports = {
  get AsyncLocalStorage() { return require('internal/async_local_storage'); },
  createHook,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders: Object.freeze({ __proto__: null, ...internalBinding('async_wrap').Providers }),
  AsyncResource,
};
