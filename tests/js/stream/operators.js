'use strict';

// map, filter, take and their like, and what consumes.
const assert = require('assert');
const { Readable } = require('stream');
const { mustCall } = require('../common');

const numbers = () => Readable.from([1, 2, 3, 4]);
(async () => {
  assert.deepStrictEqual(await numbers().map((n) => n * 2).filter((n) => n > 2).toArray(), [4, 6, 8]);
  assert.deepStrictEqual(await numbers().drop(1).take(2).toArray(), [2, 3]);
  assert.deepStrictEqual(await numbers().flatMap((n) => [n, n]).toArray(), [1, 1, 2, 2, 3, 3, 4, 4]);
  assert.strictEqual(await numbers().reduce((sum, n) => sum + n, 0), 10);
  assert.strictEqual(await numbers().some((n) => n > 3), true);
  assert.strictEqual(await numbers().every((n) => n > 3), false);
  assert.strictEqual(await numbers().find((n) => n > 2), 3);
  let seen = 0;
  await numbers().forEach(() => { seen++; });
  assert.strictEqual(seen, 4);
  assert.throws(() => numbers().map('x'), { code: 'ERR_INVALID_ARG_TYPE' });
})().then(mustCall());
