'use strict';

require('../common');
const assert = require('assert');

const fill = (...args) => Buffer.from('abcdef').fill(...args).toString('latin1');
assert.strictEqual(fill('xyz'), 'xyzxyz');
assert.strictEqual(fill('xy', 1, 4), 'axyxef');
assert.strictEqual(fill('\u00e9'), '\xc3\xa9\xc3\xa9\xc3\xa9');
assert.strictEqual(fill('\u00e9', 'latin1'), '\xe9'.repeat(6));
assert.strictEqual(fill(0x141, 2), 'abAAAA');
assert.strictEqual(fill(Buffer.from('12'), 3), 'abc121');
assert.strictEqual(fill('', 1, 3), 'a\0\0def');
assert.strictEqual(fill('x', 5, 2), 'abcdef');
assert.throws(() => fill('x', 0, 7), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fill('x', 0, 6, 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });

const source = Buffer.from('abcdef');
const target = Buffer.alloc(4, '.');
assert.strictEqual(source.copy(target, 1, 2, 9), 3);
assert.strictEqual(target.toString(), '.cde');
assert.strictEqual(source.copy(source, 2, 0, 4), 4);
assert.strictEqual(source.toString(), 'ababcd');
assert.strictEqual(source.copy(target, 4), 0);
assert.throws(() => source.copy(target, -1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => source.copy('x'), { code: 'ERR_INVALID_ARG_TYPE' });

for (const [size, length] of [[2, 4], [4, 8], [8, 16], [2, 400], [4, 400], [8, 400]]) {
  const bytes = Buffer.from(Array.from({ length }, (_, i) => i));
  const swapped = bytes[`swap${size * 8}`]();
  assert.strictEqual(swapped, bytes);
  bytes.forEach((byte, i) => assert.strictEqual(byte, (i - (i % size) + size - 1 - (i % size)) & 0xff));
}
assert.throws(() => Buffer.alloc(3).swap16(), { code: 'ERR_INVALID_BUFFER_SIZE', message: 'Buffer size must be a multiple of 16-bits' });

const part = Buffer.from('abcdef').subarray(-3, -1);
assert.strictEqual(part.toString(), 'de');
assert.ok(part instanceof Buffer);
assert.deepStrictEqual(Buffer.from('ab').toJSON(), { type: 'Buffer', data: [97, 98] });
