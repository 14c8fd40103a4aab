'use strict';
require('../common');
const assert = require('assert');
const vm = require('vm');

const add = vm.compileFunction('return a + b + extra;', ['a', 'b'], { contextExtensions: [{ extra: 10 }], filename: 'add.js' });
assert.strictEqual(add(1, 2), 13);
assert.strictEqual(add.length, 2);
const context = vm.createContext({ inside: 'yes' });
assert.strictEqual(vm.compileFunction('return inside', [], { parsingContext: context })(), 'yes');
assert.throws(() => vm.compileFunction('return', 'a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => vm.compileFunction(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => vm.compileFunction('}', []), SyntaxError);
assert.throws(() => vm.compileFunction('', [], { parsingContext: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
