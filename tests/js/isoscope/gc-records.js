// Not-under: gc-stress, whose collections it would count and whose minor ones are major
'use strict';
// scope.gc() is a real collection of the kind asked for, seen as a record and in the totals; no `gc` appears.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

const before = scope.snapshot().isolates[0].gc;
let garbage = Array.from({ length: 100_000 }, (_, i) => ({ i }));
assert.strictEqual(garbage.length, 100_000);
garbage = null;
const { nextSequence } = scope.history({ limit: 0 });
scope.gc('minor');
scope.gc('major');
const { items } = scope.history({ since: nextSequence, kinds: 'gc' });
const records = items.filter(({ kind }) => kind === 'gc');
assert.ok(records.some(({ type }) => type === 'scavenge' || type === 'minorMarkSweep'), JSON.stringify(records));
const major = records.find(({ type }) => type === 'markSweepCompact');
assert.ok(major);
assert.strictEqual(major.freedBytes, major.usedBeforeBytes - major.usedAfterBytes);
assert.ok(major.durationUs > 0);
assert.ok(major.startUs + major.durationUs <= major.timeUs);
assert.ok(major.spaces.some(({ name }) => name === 'old_space'));
const after = scope.snapshot().isolates[0].gc;
assert.strictEqual(after.byType.markSweepCompact - before.byType.markSweepCompact, 1);
assert.ok(after.count >= before.count + 2);
assert.strictEqual(typeof globalThis.gc, 'undefined');
assert.strictEqual(require('vm').runInNewContext('typeof gc'), 'undefined');
assert.throws(() => scope.gc('all'), { code: 'ERR_INVALID_ARG_VALUE' });
