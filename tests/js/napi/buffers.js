'use strict';
// Flags: --expose-gc

// ArrayBuffers, their views and Buffers; memory of the add-on's own is finalized when JavaScript has dropped it, not earlier.

const assert = require('assert');
const { addon } = require('../common/addon');

const native = addon('buffers');

const buffer = native.arrayBuffer(16);
assert.deepStrictEqual(new Uint8Array(buffer), new Uint8Array(16).fill(7));
assert.deepStrictEqual(native.info(buffer), [16]);
assert.strictEqual(native.arrayBuffer(0).byteLength, 0);

const classes = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
  BigInt64Array, BigUint64Array];
classes.forEach((Class, type) => {
  const made = native.typedArray(type, 1, buffer, 8);
  assert.ok(made instanceof Class && made.buffer === buffer && made.byteOffset === 8 && made.length === 1);
  assert.deepStrictEqual(native.info(made), [type, 1, buffer, 8, 7]);
  assert.throws(() => native.typedArray(type, 100, buffer, 0),
    { name: 'RangeError', code: 'ERR_NAPI_INVALID_TYPEDARRAY_LENGTH', message: 'Invalid typed array length' });
  const size = Class.BYTES_PER_ELEMENT;
  if (size === 1) return;
  assert.throws(() => native.typedArray(type, 1, buffer, 1),
    { code: 'ERR_NAPI_INVALID_TYPEDARRAY_ALIGNMENT', message: `start offset of ${Class.name} should be a multiple of ${size}` });
});
assert.throws(() => native.typedArray(99, 1, buffer, 0), { message: /Invalid argument$/ });
assert.throws(() => native.typedArray(1, 1, {}, 0), { message: /Invalid argument$/ });
assert.deepStrictEqual(native.info(new Uint8Array([9, 8]).subarray(1)).slice(0, 2), [1, 1]);

const view = native.dataView(4, buffer, 2);
assert.ok(view instanceof DataView);
assert.deepStrictEqual(native.info(view), ['view', 4, buffer, 2, 7]);
assert.throws(() => native.dataView(16, buffer, 2), { name: 'RangeError', code: 'ERR_NAPI_INVALID_DATAVIEW_ARGS',
  message: 'byte_offset + byte_length should be less than or equal to the size in bytes of the array passed in' });

assert.strictEqual(native.detach(buffer), true);
assert.strictEqual(buffer.byteLength, 0);
assert.throws(() => native.detach({}), { message: /An arraybuffer was expected$/ });

const made = native.buffer();
assert.ok(Buffer.isBuffer(made));
assert.strictEqual(made.toString(), 'made');
assert.strictEqual(native.bufferCopy().toString(), 'External');
assert.strictEqual(native.bufferText(Buffer.from('some text').subarray(5)), 'text');
assert.strictEqual(native.bufferText(new DataView(new Uint8Array([65, 66]).buffer)), 'AB');
assert.strictEqual(native.bufferText({}), undefined);
const shared = native.bufferFromArrayBuffer(new Uint8Array([65, 66, 67]).buffer, 1, 2);
assert.ok(Buffer.isBuffer(shared));
assert.strictEqual(shared.toString(), 'BC');
assert.throws(() => native.bufferFromArrayBuffer(new ArrayBuffer(3), 2, 2), { name: 'RangeError', code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => native.bufferFromArrayBuffer({}, 0, 0), Error);

let kept = native.externalBuffer();
(() => {
  assert.strictEqual(Buffer.from(native.externalArrayBuffer()).toString(), 'external memory');
  assert.strictEqual(native.emptyExternalBuffer().length, 0);
  assert.ok(Buffer.isBuffer(kept));
  assert.throws(() => structuredClone(kept, { transfer: [kept.buffer] }), { name: 'DataCloneError' });
})();

let rounds = 0;
function collected(count, done) {
  gc();
  if (native.finalizedCount() < count && ++rounds < 200) return setImmediate(collected, count, done);
  assert.strictEqual(native.finalizedCount(), count);
  done();
}
setImmediate(collected, 2, () => {
  assert.strictEqual(kept.toString(), 'external memory');
  kept = undefined;
  setImmediate(collected, 3, () => {});
});
