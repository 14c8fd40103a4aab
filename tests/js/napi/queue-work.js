'use strict';
// Env: UV_THREADPOOL_SIZE=1

// An add-on that hands its work to libuv itself: results, cancelling, a loop of its own, work that nobody waits for.

const common = require('../common');
const assert = require('assert');
const { addon, kUvHeaders } = require('../common/addon');

const native = addon('queue_work', kUvHeaders);
const kInvalid = -22;
const kCancelled = -125;

assert.strictEqual(native.queueNothing(), kInvalid);
assert.strictEqual(native.ownLoop(), 11);

let squares = 0;
for (let i = 0; i < 100; i++) {
  assert.strictEqual(native.queue(i, common.mustCall((status, output) => {
    assert.deepStrictEqual([status, output], [0, i * i]);
    if (++squares === 100) cancelled();
  })), 0);
}

function cancelled() {
  assert.strictEqual(native.occupy(), 0);
  native.queue(8, common.mustCall((status, output) => {
    assert.deepStrictEqual([status, output], [kCancelled, -1]);
    // The loop waits for it, though nothing is called.
    const start = process.hrtime.bigint();
    assert.strictEqual(native.napAlone(30000), 0);
    process.on('exit', () => assert.ok(process.hrtime.bigint() - start >= 30000000n));
  }));
  assert.strictEqual(native.cancelLast(), 0);
  native.release();
}
