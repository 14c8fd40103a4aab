'use strict';
const assert = require('assert');
const v8 = require('v8');
const vm = require('vm');

assert.strictEqual(typeof globalThis.gc, 'undefined');
v8.setFlagsFromString('--allow-natives-syntax');
assert.strictEqual(vm.runInThisContext('%IsSmi(42)'), true);
assert.throws(() => v8.setFlagsFromString(1), { code: 'ERR_INVALID_ARG_TYPE' });
