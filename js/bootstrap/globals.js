'use strict';

// The globals, with the attributes they have in Node. What hello-world does not touch is loaded at its first use.

const timers = require('timers');

function defineVisible(name, value) {
  Object.defineProperty(globalThis, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

// A value that is loaded when read, and from then on is a plain property; assigning replaces it at once.
function defineLazy(name, load, enumerable) {
  const define = (value) => Object.defineProperty(globalThis, name, { __proto__: null, value, writable: true, enumerable, configurable: true });
  Object.defineProperty(globalThis, name, {
    __proto__: null,
    enumerable,
    configurable: true,
    get() {
      const value = load();
      define(value);
      return value;
    },
    set: define,
  });
}

function lazyHidden(id, names) {
  for (const name of names) defineLazy(name, () => require(id)[name], false);
}

// An accessor that stays one, for what Node itself defines so.
function defineAccessor(name, load, enumerable, isSettable) {
  let replaced = false;
  let value;
  const get = { [name]() { return replaced ? value : load(); } }[name];
  const set = function(replacement) {
    replaced = true;
    value = replacement;
  };
  Object.defineProperty(globalThis, name, { __proto__: null, enumerable, configurable: true, get, set: isSettable ? set : undefined });
}

function setupCore() {
  Object.defineProperty(globalThis, Symbol.toStringTag, {
    __proto__: null, value: 'global', writable: false, enumerable: false, configurable: true,
  });
  defineAccessor('process', () => process, false, true);
  defineVisible('global', globalThis);
  defineAccessor('Buffer', () => require('buffer').Buffer, false, true);
  for (const name of ['clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval', 'setTimeout']) {
    defineVisible(name, timers[name]);
  }
  defineVisible('queueMicrotask', require('internal/process/task_queues').queueMicrotask);
  defineVisible('structuredClone', function structuredClone(value, options) {
    if (arguments.length === 0) {
      const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
      throw new ERR_MISSING_ARGS('value');
    }
    return require('internal/structured_clone').structuredClone(value, options);
  });
  for (const name of ['atob', 'btoa']) defineVisible(name, require('internal/atob')[name]);
}

function setupLazy() {
  lazyHidden('internal/url', ['URL', 'URLSearchParams']);
  lazyHidden('internal/url_pattern', ['URLPattern']);
  lazyHidden('internal/domexception', ['DOMException']);
  lazyHidden('internal/abort_controller', ['AbortController', 'AbortSignal']);
  lazyHidden('internal/event_target', ['Event', 'EventTarget']);
  defineLazy('CustomEvent', () => require('internal/event_target').CustomEvent, false);
  lazyHidden('internal/encoding', ['TextEncoder', 'TextDecoder']);
  lazyHidden('stream/web', [
    'TransformStream', 'TransformStreamDefaultController', 'WritableStream', 'WritableStreamDefaultController', 'WritableStreamDefaultWriter',
    'ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest', 'ReadableByteStreamController',
    'ReadableStreamDefaultController', 'ByteLengthQueuingStrategy', 'CountQueuingStrategy', 'TextEncoderStream', 'TextDecoderStream',
    'CompressionStream', 'DecompressionStream',
  ]);
  lazyHidden('internal/worker/io', ['MessageChannel', 'MessagePort', 'BroadcastChannel']);
  lazyHidden('internal/worker/message_event', ['MessageEvent']);
  lazyHidden('buffer', ['Blob', 'File']);
  lazyHidden('perf_hooks', [
    'Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure', 'PerformanceObserver', 'PerformanceObserverEntryList',
    'PerformanceResourceTiming',
  ]);
  defineAccessor('performance', () => require('perf_hooks').performance, true, true);
  defineVisible('fetch', function fetch(input, init = undefined) {
    return require('internal/deps/undici').fetch(input, init);
  });
  lazyHidden('internal/deps/undici', ['FormData', 'Headers', 'Request', 'Response', 'CloseEvent', 'WebSocket']);
  defineAccessor('crypto', () => require('crypto').webcrypto, true, false);
  for (const name of ['Crypto', 'CryptoKey', 'SubtleCrypto']) defineLazy(name, () => require('crypto')[name], false);
  lazyHidden('internal/navigator', ['Navigator']);
  defineAccessor('navigator', () => require('internal/navigator').navigator, true, false);
}

// V8's own console, which only a debugger hears, gives way to the real one.
function setupConsole() {
  const console = require('console');
  // A debugger shows its name in stacks; without one there is only the work.
  console.createTask = function createTask(name) { return require('internal/console/task').createTask(name); };
  Object.defineProperty(globalThis, 'console', { __proto__: null, value: console, writable: true, enumerable: false, configurable: true });
}

function setupGlobals() {
  setupCore();
  setupConsole();
  setupLazy();
}

module.exports = { setupGlobals };
