'use strict';
const assert = require('assert');

const value = { a: [1, { b: new Map([[1, new Set([2])]]) }], date: new Date(5), re: /x/g, bytes: new Uint8Array([1, 2]), error: new RangeError('r') };
value.self = value;
const clone = structuredClone(value);
assert.notStrictEqual(clone, value);
assert.strictEqual(clone.self, clone);
assert.deepStrictEqual(clone.a, value.a);
assert.deepStrictEqual(clone.date, value.date);
assert.ok(clone.error instanceof RangeError);
assert.strictEqual(clone.error.message, 'r');

const buffer = new ArrayBuffer(8);
const moved = structuredClone({ buffer }, { transfer: [buffer] });
assert.strictEqual(buffer.byteLength, 0);
assert.strictEqual(moved.buffer.byteLength, 8);
const shared = new SharedArrayBuffer(4);
new Int32Array(structuredClone(shared))[0] = 9;
assert.strictEqual(new Int32Array(shared)[0], 9);

for (const bad of [() => {}, Symbol('s'), { f() {} }, new WeakMap()]) {
  assert.throws(() => structuredClone(bad), { name: 'DataCloneError', code: 25 });
}
assert.throws(() => structuredClone(1, { transfer: [buffer, 1] }), Error);
assert.throws(() => structuredClone(), { code: 'ERR_MISSING_ARGS' });
assert.strictEqual(structuredClone(undefined), undefined);
assert.strictEqual(structuredClone.length, 2);
