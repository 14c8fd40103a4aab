'use strict';
const assert = require('assert');
const v8 = require('v8');

const cycle = { name: 'cycle' };
cycle.self = cycle;
for (const value of [
  1, -0, 1.5, 'text', '\u65e5\u672c', null, undefined, true, 10n ** 30n, [1, , 3], { a: { b: [] } }, new Map([[1, { a: 1 }]]), new Set(['x']),
  new Date(0), /re/gi, new Uint8Array([1, 2]), new Float64Array([1.5]), new DataView(new ArrayBuffer(4)), Buffer.from('bytes'),
  new BigInt64Array([1n]), new ArrayBuffer(3), new Error('e'), cycle, [new Uint16Array([1, 2]), new Uint32Array([7])],
]) {
  const bytes = v8.serialize(value);
  assert.ok(Buffer.isBuffer(bytes));
  assert.deepStrictEqual(v8.deserialize(bytes), value);
}
assert.ok(Buffer.isBuffer(v8.deserialize(v8.serialize(Buffer.from('x')))));
// Only a Buffer's own bytes are written, not its pool.
assert.ok(v8.serialize(Buffer.from('abc')).length < 50);
assert.throws(() => v8.serialize(() => {}), /could not be cloned/);
assert.throws(() => v8.serialize({ s: Symbol('s') }), /could not be cloned/);
assert.throws(() => v8.deserialize(Buffer.alloc(0)), Error);
assert.throws(() => v8.deserialize('text'), { code: 'ERR_INVALID_ARG_TYPE' });
// Node 24 wrote this.
assert.deepStrictEqual(v8.deserialize(Buffer.from('ff0f6f2201614902220162220268697b02', 'hex')), { a: 1, b: 'hi' });
