'use strict';

const common = require('../common');
const assert = require('assert');
const crypto = require('crypto');

assert.notDeepStrictEqual(crypto.randomBytes(32), crypto.randomBytes(32));
crypto.randomBytes(32, common.mustSucceed((bytes) => assert.strictEqual(bytes.length, 32)));

const view = new Uint32Array(16);
assert.strictEqual(crypto.randomFillSync(view, 4, 4), view);
assert.deepStrictEqual([...view.slice(0, 4), ...view.slice(8)], new Array(12).fill(0));
assert.ok(view.slice(4, 8).some((value) => value !== 0));
const buffer = Buffer.alloc(16);
crypto.randomFill(buffer, 8, common.mustSucceed((filled) => {
  assert.strictEqual(filled, buffer);
  assert.deepStrictEqual([...buffer.subarray(0, 8)], new Array(8).fill(0));
}));
assert.throws(() => crypto.randomFillSync(buffer, 17), { code: 'ERR_OUT_OF_RANGE', message: /"offset".*>= 0 && <= 16/ });
assert.throws(() => crypto.randomFillSync(buffer, 8, 9), { message: /"size \+ offset".*<= 16\. Received 17/ });
assert.throws(() => crypto.randomBytes(-1), { code: 'ERR_OUT_OF_RANGE' });

const counts = new Map();
for (let i = 0; i < 3000; i++) {
  const value = crypto.randomInt(-1, 2);
  counts.set(value, (counts.get(value) ?? 0) + 1);
}
assert.deepStrictEqual([...counts.keys()].sort((a, b) => a - b), [-1, 0, 1]);
assert.ok([...counts.values()].every((count) => count > 700));
crypto.randomInt(1, common.mustCall((error, value) => assert.deepStrictEqual([error, value], [undefined, 0])));
assert.throws(() => crypto.randomInt(5, 5), { code: 'ERR_OUT_OF_RANGE' });

const uuids = new Set(Array.from({ length: 1000 }, () => crypto.randomUUID()));
assert.strictEqual(uuids.size, 1000);
for (const uuid of uuids) assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
assert.throws(() => crypto.getRandomValues(new Float32Array(1)), { name: 'TypeMismatchError' });
