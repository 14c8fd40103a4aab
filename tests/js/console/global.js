'use strict';

require('../common');
const assert = require('assert');

assert.strictEqual(require('console'), console);
assert.strictEqual(Object.prototype.toString.call(console), '[object console]');
assert.strictEqual(Object.getOwnPropertyDescriptor(globalThis, 'console').enumerable, false);
assert.deepStrictEqual(Object.keys(console).slice(0, 20), [
  'log', 'info', 'debug', 'warn', 'error', 'dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count', 'countReset', 'group',
  'groupEnd', 'table', 'dirxml', 'groupCollapsed', 'Console',
]);
for (const name of ['log', 'error', 'dirxml', 'groupCollapsed']) assert.strictEqual(console[name].name, name);
