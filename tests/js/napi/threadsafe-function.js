'use strict';

// Several threads call one function of JavaScript: none is lost, each thread's come in order, a full queue holds them up, an abort ends them.

const assert = require('assert');
const { addon } = require('../common/addon');

const native = addon('threads');

function storm(threads, count, queueSize, blocking, done) {
  const next = new Array(threads).fill(0);
  native.start((message) => {
    const thread = Math.floor(message / 1000000);
    assert.strictEqual(message % 1000000, next[thread]++);
  }, () => {
    assert.deepStrictEqual(next, new Array(threads).fill(count));
    const { full, ...counts } = native.counts();
    assert.deepStrictEqual(counts, { closing: 0, sent: threads * count, finalized: 1, dropped: 0 });
    assert.ok(full === 0 || (queueSize > 0 && blocking === 0));
    done();
  }, threads, count, queueSize, blocking);
  native.release();
}

function aborted() {
  let received = 0;
  native.start(() => {
    if (++received === 10) assert.strictEqual(native.abort_(), 16);  // napi_closing
  }, () => {
    const counts = native.counts();
    assert.strictEqual(received, 10);
    assert.strictEqual(counts.closing, 1);
    setImmediate(() => {
      assert.strictEqual(native.counts().dropped, counts.sent - received);
      plain();
    });
  }, 1, 1000000, 16, 1);
}

function plain() {
  function called(...args) {
    assert.deepStrictEqual([this, args], [undefined, []]);
    ended = true;
  }
  assert.strictEqual(native.plain(called), called);
}

let ended = false;
process.on('exit', () => assert.ok(ended));
// Node wakes one waiter only, so one thread waits; ours wakes each (isoscope/napi-many-waiters.js).
storm(4, 2500, 0, 0, () => storm(1, 1000, 8, 1, () => storm(4, 300, 3, 0, aborted)));
