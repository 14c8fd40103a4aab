'use strict';

require('../common');
const assert = require('assert');
const { kMaxLength, constants } = require('buffer');

assert.deepStrictEqual([...Buffer.alloc(3)], [0, 0, 0]);
assert.strictEqual(Buffer.alloc(5, 'ab').toString(), 'ababa');
assert.strictEqual(Buffer.alloc(4, 'YQ==', 'base64').toString(), 'aaaa');
assert.strictEqual(Buffer.allocUnsafe(100_000).length, 100_000);
assert.strictEqual(kMaxLength, Number.MAX_SAFE_INTEGER);
assert.strictEqual(constants.MAX_STRING_LENGTH, 536870888);
for (const bad of [-1, '5', NaN, 2 ** 53]) {
  assert.throws(() => Buffer.allocUnsafe(bad), { code: typeof bad === 'string' ? 'ERR_INVALID_ARG_TYPE' : 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => Buffer.alloc(5, 'zz', 'hex'), { code: 'ERR_INVALID_ARG_VALUE' });

const memory = new ArrayBuffer(8);
const shared = Buffer.from(memory, 2, 3);
shared[0] = 7;
assert.strictEqual(new Uint8Array(memory)[2], 7);
assert.throws(() => Buffer.from(memory, 9), { code: 'ERR_BUFFER_OUT_OF_BOUNDS', message: '"offset" is outside of buffer bounds' });
const copy = Buffer.from(shared);
copy[0] = 1;
assert.strictEqual(shared[0], 7);
assert.deepStrictEqual([...Buffer.from([1.9, '3', -1, 256])], [1, 3, 255, 0]);
assert.strictEqual(Buffer.from({ type: 'Buffer', data: [65] }).toString(), 'A');
assert.strictEqual(Buffer.from(new String('s')).toString(), 's');
assert.strictEqual(Buffer.from({ [Symbol.toPrimitive]: () => 'p' }).toString(), 'p');
for (const bad of [5, null, undefined, {}, () => {}]) assert.throws(() => Buffer.from(bad), { code: 'ERR_INVALID_ARG_TYPE' });

// Slices of one pool, at multiples of 8, and never overlapping.
const some = Array.from({ length: 2000 }, (_, i) => Buffer.from(`number ${i}`));
some.forEach((buffer, i) => {
  assert.strictEqual(buffer.toString(), `number ${i}`);
  assert.strictEqual(buffer.byteOffset % 8, 0);
});
assert.strictEqual(some[0].buffer.byteLength, Buffer.poolSize);

assert.strictEqual(Buffer.concat([Buffer.from('a'), new Uint8Array([98])], 4).toString('latin1'), 'ab\0\0');
assert.strictEqual(Buffer.concat([Buffer.from('abc')], 2).toString(), 'ab');
assert.throws(() => Buffer.concat(['a']), {
  code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "list[0]" argument must be an instance of Buffer or Uint8Array. Received type string (\'a\')',
});
assert.deepStrictEqual([...Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1)], [2, 0]);
assert.ok(Buffer.of(1) instanceof Buffer);
assert.ok(Buffer.isBuffer(Buffer.of()) && !Buffer.isBuffer(new Uint8Array(1)));
assert.ok(Buffer.isEncoding('UTF-8') && !Buffer.isEncoding('utf') && !Buffer.isEncoding(1));
