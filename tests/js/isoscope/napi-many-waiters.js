'use strict';
// Several threads that wait for room in one queue go on, each; an abort wakes them all. (Node wakes one.)
const common = require('../common');
const assert = require('assert');
const { addon } = require('../common/addon');

const native = addon('threads');
const kThreads = 8;

function backpressure(done) {
  const next = new Array(kThreads).fill(0);
  native.start((message) => {
    assert.strictEqual(message % 1000000, next[Math.floor(message / 1000000)]++);
  }, common.mustCall(() => {
    assert.deepStrictEqual(next, new Array(kThreads).fill(300));
    done();
  }), kThreads, 300, 2, 1);
  native.release();
}

function aborted() {
  let received = 0;
  native.start(() => {
    if (++received === 20) native.abort_();
  }, common.mustCall(() => {
    assert.strictEqual(received, 20);
    assert.strictEqual(native.counts().closing, kThreads);
  }), kThreads, 1000000, 2, 1);
}

backpressure(common.mustCall(aborted));
