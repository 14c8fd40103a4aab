'use strict';
require('../common');
const assert = require('assert');
const vm = require('vm');

assert.strictEqual(vm.runInThisContext('1 + 1'), 2);
vm.runInThisContext('var fromScript = 5; globalThis.other = () => typeof require;');
assert.strictEqual(globalThis.fromScript, 5);
assert.strictEqual(globalThis.other(), 'undefined');
const local = 1;
assert.strictEqual(vm.runInThisContext('typeof local'), 'undefined');
assert.throws(() => vm.runInThisContext('throw new Error("x")', 'my-file.js'), (error) => {
  assert.ok(/at my-file\.js:1:7/.test(error.stack), error.stack);
  return local === 1;
});
assert.throws(() => vm.runInThisContext('throw 1;', { lineOffset: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
