'use strict';
// Env: UV_THREADPOOL_SIZE=1

// Work on the pool: its result, its cancelling, its exceptions, its asynchronous context.

const assert = require('assert');
const { createHook } = require('async_hooks');
const { addon } = require('../common/addon');

const native = addon('async');
const seen = [];

native.square(7, (status, output) => {
  assert.deepStrictEqual([status, output], [0, 49]);
  process.nextTick(() => seen.push('tick'));
  Promise.resolve().then(() => seen.push('microtask'));
  seen.push('callback');
  setImmediate(afterFirst);
});

function afterFirst() {
  assert.deepStrictEqual(seen, ['callback', 'tick', 'microtask']);
  // One thread: what waits behind the first can be cancelled.
  native.occupy(1, 50000);
  native.square(8, (status, output) => {
    assert.deepStrictEqual([status, output], [11, -1]);
    thrown();
  });
  assert.strictEqual(native.cancelLast(), 0);
}

function thrown() {
  process.once('uncaughtException', (error) => {
    assert.strictEqual(error.message, 'in complete');
    setImmediate(hooked);
  });
  native.square(2, () => { throw new Error('in complete'); });
}

function hooked() {
  const events = [];
  let asyncId;
  const resource = { mine: true };
  const hook = createHook({
    init(id, type, trigger, object) {
      if (type !== 'test.square') return;
      assert.strictEqual(object, resource);
      asyncId = id;
      events.push('init');
    },
    before(id) { if (id === asyncId) events.push('before'); },
    after(id) { if (id === asyncId) events.push('after'); },
    destroy(id) { if (id === asyncId) events.push('destroy'); },
  }).enable();
  native.square(3, () => {
    setTimeout(() => {
      hook.disable();
      assert.deepStrictEqual(events, ['init', 'before', 'after', 'destroy']);
    }, 1);
  }, resource);
}
