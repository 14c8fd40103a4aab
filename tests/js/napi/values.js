'use strict';

// Primitives go through an add-on and come back as they were, or are refused with the status Node documents.

const assert = require('assert');
const { addon } = require('../common/addon');

const values = addon('values');

assert.deepStrictEqual(values.constants(), [undefined, null, true, false, globalThis]);

const types = [undefined, null, true, 1, 'a', Symbol(), {}, () => {}];
assert.deepStrictEqual(types.map(values.typeOf), [0, 1, 2, 3, 4, 5, 6, 7]);
assert.strictEqual(values.typeOf(1n), 9);
assert.strictEqual(values.typeOf([]), 6);

for (const number of [0, 1.5, -1e300, Infinity, 2 ** 53]) assert.strictEqual(values.toDouble(number), number);
assert.ok(Object.is(values.toDouble(-0), -0) && Number.isNaN(values.toDouble(NaN)));
assert.deepStrictEqual([1.9, -1.9, 2 ** 31, 2 ** 32 + 5, NaN, Infinity].map(values.toInt32), [1, -1, -(2 ** 31), 5, 0, 0]);
assert.deepStrictEqual([1.9, -1, 2 ** 32, NaN].map(values.toUint32), [1, 2 ** 32 - 1, 0, 0]);
assert.deepStrictEqual([1.9, -1.9, 2 ** 52, NaN, Infinity, -Infinity, 1e300, -1e300].map(values.toInt64),
  [1, -1, 2 ** 52, 0, 0, 0, 2 ** 63, -(2 ** 63)]);
for (const read of [values.toDouble, values.toInt32, values.toUint32, values.toInt64]) {
  assert.throws(() => read('1'), { message: /A number was expected$/ });
  assert.throws(() => read(1n), { message: /A number was expected$/ });
}
assert.strictEqual(values.not(true), false);
assert.throws(() => values.not(0), { message: /A boolean was expected$/ });

assert.deepStrictEqual(['', 'a', 0, 1, null].map(values.coerceToBool), [false, true, false, true, false]);
assert.deepStrictEqual(['12', '', null, true].map(values.coerceToNumber), [12, 0, 0, 1]);
assert.throws(() => values.coerceToNumber(1n), TypeError);
assert.throws(() => values.coerceToNumber(Symbol()), TypeError);
assert.strictEqual(typeof values.coerceToObject(1), 'object');
assert.throws(() => values.coerceToObject(undefined), TypeError);
assert.deepStrictEqual([1, null, [1, 2], 1n].map(values.coerceToString), ['1', 'null', '1,2', '1']);
assert.throws(() => values.coerceToString({ toString() { throw new RangeError('mine'); } }), { name: 'RangeError', message: 'mine' });
assert.ok(values.strictEquals('a', 'a') && !values.strictEquals(1, '1') && !values.strictEquals(NaN, NaN));

for (const value of [0n, 1n, -1n, 2n ** 63n - 1n, -(2n ** 63n)]) assert.strictEqual(values.bigintOfInt64(value), value);
assert.strictEqual(values.bigintOfInt64(2n ** 63n), undefined);
assert.strictEqual(values.bigintOfUint64(2n ** 64n - 1n), 2n ** 64n - 1n);
assert.strictEqual(values.bigintOfUint64(-1n), undefined);
for (const value of [0n, 5n, -(2n ** 64n), 2n ** 200n + 7n]) assert.strictEqual(values.bigintOfWords(value), value);
assert.throws(() => values.bigintOfInt64(1), { message: /A bigint was expected$/ });
assert.throws(() => values.bigintOfWords('1'), { message: /A bigint was expected$/ });
assert.throws(() => values.tooManyWords(), { name: 'RangeError', message: 'Maximum BigInt size exceeded' });

assert.deepStrictEqual(values.date(new Date(5)), new Date(6));
assert.strictEqual(values.date({}), undefined);
assert.throws(() => values.dateValue(5), { message: /A date was expected$/ });
