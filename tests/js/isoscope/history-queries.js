'use strict';
// scope.history() is complete up to the call, numbered without gaps, and answers queries.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

const since = scope.history({ limit: 0 }).nextSequence;
for (let i = 0; i < 100; i++) scope.mark(`mark ${i}`, { i });
const all = scope.history({ since });
assert.strictEqual(all.nextSequence, since + all.items.length);
assert.ok(all.oldestSequence <= since);
all.items.forEach((item, index) => assert.strictEqual(item.sequence, since + index));
const marks = scope.history({ since, kinds: ['mark'] }).items;
assert.deepStrictEqual(marks.map(({ name }) => name), Array.from({ length: 100 }, (_, i) => `mark ${i}`));
assert.deepStrictEqual(marks[7].detail, { i: 7 });
assert.strictEqual(marks[7].outcome, null);
assert.strictEqual(marks[7].isolate, scope.isolateId);
const page = scope.history({ since, kinds: 'mark', limit: 10 });
assert.strictEqual(page.items.length, 10);
assert.strictEqual(scope.history({ since: page.nextSequence, kinds: 'mark' }).items[0].name, 'mark 10');
assert.strictEqual(scope.history({ since, isolate: 4_000_000 }).items.length, 0);
assert.strictEqual(scope.history({ since: Number.MAX_SAFE_INTEGER }).items.length, 0);
