'use strict';
// scope.history() answers for a range of time: both ends included, of the time when a record was sent.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

const since = scope.history({ limit: 0 }).nextSequence;
for (let i = 0; i < 20; i++) scope.mark(`mark ${i}`);
const { items } = scope.history({ since, kinds: 'mark' });
const [fromUs, toUs] = [items[5].timeUs, items[12].timeUs];
const expected = items.filter(({ timeUs }) => timeUs >= fromUs && timeUs <= toUs);
assert.deepStrictEqual(scope.history({ since, kinds: 'mark', fromUs, toUs }).items, expected);
assert.ok(expected.length >= 8);
assert.strictEqual(scope.history({ since, kinds: 'mark', toUs: items[0].timeUs - 1 }).items.length, 0);
assert.throws(() => scope.history({ fromUs: -1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => scope.history({ toUs: 'now' }), { code: 'ERR_INVALID_ARG_TYPE' });
