'use strict';

// A trap is a WebAssembly.RuntimeError like any other error; the process, the memory and the instance go on.

const assert = require('assert');

// (module (memory (export "m") 1) (func (export "load") (param i32) (result i32) (i32.load (local.get 0))))
const bytes = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 12, 2, 1, 109, 2, 0, 4, 108, 111, 97, 100, 0, 0,
  10, 9, 1, 7, 0, 32, 0, 40, 2, 0, 11,
]);
const { load, m } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
new Uint32Array(m.buffer)[1] = 77;
for (let i = 0; i < 1000; i++) {
  assert.strictEqual(load(4), 77);
  assert.throws(() => load(65536 + i), { name: 'RuntimeError', message: 'memory access out of bounds' });
  assert.throws(() => load(-1), WebAssembly.RuntimeError);
}
m.grow(1);
assert.strictEqual(load(65536), 0);
