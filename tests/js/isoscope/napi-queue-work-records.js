'use strict';
// Env: UV_THREADPOOL_SIZE=1

// What an add-on hands to uv_queue_work itself has a record each, under the name of its file, cancelled ones and those of nobody's too.

const common = require('../common');
const assert = require('assert');
const scope = require('isoscope');
const { addon, kUvHeaders } = require('../common/addon');

const native = addon('queue_work', kUvHeaders);
const since = scope.history({ limit: 0 }).nextSequence;
const before = scope.snapshot().pool;
const kCancelled = -125;

native.occupy();
native.napAlone(1000);
native.queue(7, common.mustCall(() => {
  setImmediate(common.mustCall(check));
}));
native.queue(8, common.mustCall());
assert.strictEqual(native.cancelLast(), 0);
native.release();
native.ownLoop();  // Which is not observed.

function check() {
  const { items } = scope.history({ since, kinds: 'pool' });
  for (const { operation, label, workKind } of items) {
    assert.deepStrictEqual([operation, label, workKind], ['uv_queue_work', 'queue_work.node', 'cpu']);
  }
  assert.strictEqual(items.length, 4);
  const [held, nap, square, cancelled] = items.toSorted((one, other) => one.submittedUs - other.submittedUs || one.queueDepth - other.queueDepth);
  assert.strictEqual(cancelled.status, kCancelled);
  assert.deepStrictEqual([cancelled.thread, cancelled.startedUs, cancelled.endedUs], [null, null, null]);
  for (const { submittedUs, startedUs, endedUs, calledBackUs, thread } of [held, nap, square]) {
    assert.ok(submittedUs <= startedUs && startedUs <= endedUs && endedUs <= calledBackUs);
    assert.strictEqual(thread, 0);
  }
  assert.ok(nap.endedUs - nap.startedUs >= 1000);
  assert.ok(square.submittedUs <= held.endedUs && held.endedUs <= nap.startedUs && nap.endedUs <= square.startedUs);  // One thread.
  const pool = scope.snapshot().pool;
  assert.deepStrictEqual([pool.submitted - before.submitted, pool.completed - before.completed, pool.queued, pool.busy], [4, 4, 0, 0]);
}
