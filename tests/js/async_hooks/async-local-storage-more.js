'use strict';
const common = require('../common');
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');

const storage = new AsyncLocalStorage({ defaultValue: 'default', name: 'mine' });
const other = new AsyncLocalStorage();
assert.strictEqual(storage.name, 'mine');
assert.strictEqual(storage.getStore(), 'default');

const snapshot = storage.run('snap', () => AsyncLocalStorage.snapshot());
assert.strictEqual(snapshot(() => storage.getStore()), 'snap');
const bound = storage.run('bound', () => AsyncLocalStorage.bind(() => storage.getStore()));
assert.strictEqual(bound(), 'bound');

// What another storage enters inside a run stays.
storage.run(1, () => other.enterWith(2));
assert.strictEqual(other.getStore(), 2);

setImmediate(common.mustCall(() => {
  storage.enterWith('entered');
  process.nextTick(common.mustCall(() => assert.strictEqual(storage.getStore(), 'default')));  // disable() reaches it.
  assert.strictEqual(other.getStore(), 2);
  storage.disable();
  assert.strictEqual(storage.getStore(), 'default');
}));
// The next immediate has a context of its own.
setImmediate(common.mustCall(() => assert.strictEqual(storage.getStore(), 'default')));
assert.throws(() => new AsyncLocalStorage(1), { code: 'ERR_INVALID_ARG_TYPE' });
