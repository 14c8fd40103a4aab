'use strict';
// Every operation given to the pool ends in exactly one record that adds up.
const common = require('../common');
const assert = require('assert');
const fs = require('fs');
const scope = require('isoscope');

const since = scope.history({ limit: 0 }).nextSequence;
const started = process.hrtime.bigint();
const sleeps = Promise.all(Array.from({ length: 6 }, () => scope.poolSleep(30)));
const stats = Promise.all(Array.from({ length: 4 }, () => new Promise((resolve) => fs.stat(__filename, resolve))));
Promise.all([sleeps, stats]).then(common.mustCall(() => {
  setImmediate(common.mustCall(() => {
    const wallUs = Number(process.hrtime.bigint() - started) / 1e3;
    const records = scope.history({ since, kinds: 'pool' }).items;
    const sleeping = records.filter(({ operation }) => operation === 'isoscope.sleep');
    assert.strictEqual(sleeping.length, 6);
    assert.strictEqual(records.filter(({ operation }) => operation === 'fs.stat').length, 4);
    for (const record of records) {
      assert.ok(record.submittedUs <= record.startedUs, JSON.stringify(record));
      assert.ok(record.startedUs <= record.endedUs, JSON.stringify(record));
      assert.ok(record.endedUs <= record.calledBackUs, JSON.stringify(record));
      assert.ok(record.endedUs - record.submittedUs <= wallUs, JSON.stringify(record));
      assert.strictEqual(record.status, 0);
    }
    for (const record of sleeping) assert.ok(record.endedUs - record.startedUs >= 29_000, JSON.stringify(record));
    const { pool } = scope.snapshot();
    assert.strictEqual(pool.queued, 0);
    assert.strictEqual(pool.busy, 0);
    assert.ok(pool.waitUs.max >= 0 && pool.runUs.max >= 29_000);
  }));
}));
