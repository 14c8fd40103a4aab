'use strict';
const assert = require('assert');

const first = process.hrtime();
assert.strictEqual(first.length, 2);
const later = process.hrtime();
assert.ok(later[0] > first[0] || (later[0] === first[0] && later[1] >= first[1]));
const difference = process.hrtime(first);
assert.ok(difference[0] >= 0 && difference[1] >= 0 && difference[1] < 1e9);
assert.deepStrictEqual(process.hrtime([0, 0]).map(Number.isInteger), [true, true]);
const big = process.hrtime.bigint();
assert.strictEqual(typeof big, 'bigint');
assert.ok(process.hrtime.bigint() >= big);
assert.throws(() => process.hrtime(1), { code: 'ERR_INVALID_ARG_TYPE' });
for (const time of [[], [1], [1, 2, 3]]) assert.throws(() => process.hrtime(time), { code: 'ERR_OUT_OF_RANGE' });
