'use strict';
const common = require('../common');
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const fs = require('fs');

const storage = new AsyncLocalStorage();
const check = (value) => common.mustCall(() => assert.strictEqual(storage.getStore(), value));
assert.strictEqual(storage.getStore(), undefined);
const returned = storage.run('a', (x) => {
  assert.strictEqual(storage.getStore(), 'a');
  process.nextTick(check('a'));
  queueMicrotask(check('a'));
  setTimeout(check('a'), 1);
  setImmediate(check('a'));
  Promise.resolve().then(check('a'));
  fs.stat(__filename, check('a'));
  (async () => {
    await 1;
    check('a')();
    await new Promise((resolve) => setTimeout(resolve, 1));
    check('a')();
  })();
  storage.run('b', () => {
    process.nextTick(check('b'));
    setTimeout(check('b'), 1);
  });
  assert.strictEqual(storage.getStore(), 'a');
  storage.exit(() => {
    assert.strictEqual(storage.getStore(), undefined);
    setImmediate(check(undefined));
  });
  return x;
}, 7);
assert.strictEqual(returned, 7);
assert.strictEqual(storage.getStore(), undefined);
assert.throws(() => storage.run('c', () => { throw new Error('inside'); }), { message: 'inside' });
assert.strictEqual(storage.getStore(), undefined);
setTimeout(check(undefined), 1);
