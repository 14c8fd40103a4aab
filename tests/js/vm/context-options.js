'use strict';
require('../common');
const assert = require('assert');
const vm = require('vm');

const noStrings = vm.createContext({}, { codeGeneration: { strings: false } });
assert.throws(() => vm.runInContext('eval("1")', noStrings), (error) => {
  return error.name === 'EvalError' && error.message === 'Code generation from strings disallowed for this context';
});
const noWasm = vm.createContext({}, { codeGeneration: { wasm: false } });
const bytes = 'new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])';
assert.throws(() => vm.runInContext(`new WebAssembly.Module(${bytes})`, noWasm), (error) => error.name === 'CompileError');
assert.ok(vm.runInContext(`new WebAssembly.Module(${bytes})`, vm.createContext()));
assert.ok(vm.runInThisContext(`new WebAssembly.Module(${bytes})`));

const plain = vm.createContext(vm.constants.DONT_CONTEXTIFY);
assert.strictEqual(vm.runInContext('globalThis.a = 1; this', plain), plain);
assert.strictEqual(plain.a, 1);
vm.runInContext('Object.freeze(globalThis)', plain);
assert.throws(() => vm.createContext({}, { microtaskMode: 'no' }), { code: 'ERR_INVALID_ARG_VALUE' });

// A queue of its own is drained when the script has run.
const own = vm.createContext({ order: [] }, { microtaskMode: 'afterEvaluate' });
vm.runInContext('Promise.resolve().then(() => order.push("microtask")); order.push("script");', own);
assert.deepStrictEqual(own.order, ['script', 'microtask']);
