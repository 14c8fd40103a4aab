'use strict';
const assert = require('assert');

// Exactly Node's: a for-in over globalThis is a common test for leaks.
const names = [];
for (const name in globalThis) names.push(name);
assert.deepStrictEqual(names, [
  'global', 'clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval', 'setTimeout', 'queueMicrotask', 'structuredClone',
  'atob', 'btoa', 'performance', 'fetch', 'crypto', 'navigator',
]);
