'use strict';

// scope.poolSleep runs on libuv's pool: as many at a time as there are threads, each recorded once.
const common = require('../common');
const assert = require('assert');
const scope = require('isoscope');

const threads = 4;
const sleeps = threads * 3;

Promise.all(Array.from({ length: sleeps }, () => scope.poolSleep(20))).then(common.mustCall((results) => {
  assert.strictEqual(results.length, sleeps);
  const records = scope.history({ kinds: ['pool'] }).items.filter((record) => record.operation === 'isoscope.sleep');
  assert.strictEqual(records.length, sleeps);
  for (const record of records) {
    assert.strictEqual(record.status, 0);
    assert.strictEqual(record.workKind, 'cpu');
    assert.ok(record.submittedUs <= record.startedUs && record.startedUs <= record.endedUs && record.endedUs <= record.calledBackUs, record);
    assert.ok(record.endedUs - record.startedUs >= 19_000, record);
  }
  // Their times on one thread do not overlap.
  for (const thread of new Set(records.map((record) => record.thread))) {
    const lane = records.filter((record) => record.thread === thread).sort((a, b) => a.startedUs - b.startedUs);
    lane.reduce((before, after) => (assert.ok(before.endedUs <= after.startedUs), after));
  }
  assert.ok(new Set(records.map((record) => record.thread)).size <= threads);
  assert.strictEqual(new Set(records.map((record) => record.asyncId)).size, sleeps);
  const { pool } = scope.snapshot();
  assert.deepStrictEqual({ threads: pool.threads, busy: pool.busy, queued: pool.queued }, { threads, busy: 0, queued: 0 });
}));

for (const wrong of ['1', -1, NaN, undefined, 2 ** 31]) {
  assert.throws(() => scope.poolSleep(wrong), { code: /^ERR_(INVALID_ARG_TYPE|OUT_OF_RANGE)$/ });
}
