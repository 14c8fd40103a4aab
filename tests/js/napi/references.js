'use strict';
// Flags: --expose-gc

// References hold while they count, are weak at zero; finalizers run from the loop after the collection, never inside it.

const assert = require('assert');
const { addon } = require('../common/addon');

const native = addon('references');

(() => {
  native.create(0, { strong: 1 }, 1);
  native.create(1, { weak: 1 }, 0);
  native.create(2, 'a primitive, since version 10', 1);
  assert.strictEqual(native.ref(0), 2);
  assert.strictEqual(native.unref(0), 1);
  assert.throws(() => native.unref(1), { message: /Unknown failure$/ });
})();
assert.strictEqual(native.adjustMemory(), 1 << 20);

function until(condition, done, rounds = 0) {
  gc();
  if (!condition() && rounds < 100) setImmediate(until, condition, done, rounds + 1);
  else done();
}

setImmediate(until, () => native.value(1) === undefined, () => {
  assert.strictEqual(native.value(1), undefined);
  assert.strictEqual(native.ref(1), 0);
  assert.deepStrictEqual(native.value(0), { strong: 1 });
  assert.strictEqual(native.value(2), 'a primitive, since version 10');
  assert.strictEqual(native.unref(2), 0);
  assert.strictEqual(native.value(2), undefined);
  assert.strictEqual(native.unref(0), 0);
  for (const slot of [1, 2]) native.delete_(slot);
  setImmediate(until, () => native.value(0) === undefined, finalizers);
});

function finalizers() {
  assert.strictEqual(native.value(0), undefined);
  native.delete_(0);
  (() => {
    native.addFinalizer(0, {});
    native.addFinalizer(1, () => {});
    native.external();
    native.wrapWithReference({});
  })();
  setImmediate(() => {
    gc();
    assert.strictEqual(native.finalizedCount(), 0);
    setImmediate(until, () => native.finalizedCount() === 4, () => assert.strictEqual(native.finalizedCount(), 4));
  });
}
