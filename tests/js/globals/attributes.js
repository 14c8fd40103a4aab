'use strict';
const assert = require('assert');

assert.strictEqual(globalThis, global);
assert.strictEqual(Object.prototype.toString.call(globalThis), '[object global]');
assert.strictEqual(process, require('process'));
assert.strictEqual(Buffer, require('buffer').Buffer);
assert.strictEqual(URL, require('url').URL);
for (const name of ['URL', 'URLSearchParams', 'DOMException', 'AbortController', 'AbortSignal', 'Event', 'EventTarget', 'TextEncoder', 'TextDecoder',
  'PerformanceObserver', 'PerformanceEntry']) {
  assert.strictEqual(typeof globalThis[name], 'function', name);
  assert.strictEqual(globalThis[name].name, name);
  assert.deepStrictEqual({ ...Object.getOwnPropertyDescriptor(globalThis, name), value: 0 },
    { value: 0, writable: true, enumerable: false, configurable: true }, name);
}
for (const name of ['setTimeout', 'queueMicrotask', 'structuredClone', 'atob', 'btoa']) {
  const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, name);
  assert.deepStrictEqual([writable, enumerable, configurable], [true, true, true], name);
}
// Any of them can be replaced.
globalThis.URL = 5;
assert.strictEqual(URL, 5);
globalThis.process = 6;
assert.strictEqual(process, 6);
globalThis.performance = 7;
assert.strictEqual(performance, 7);
