'use strict';
const common = require('../common');
const assert = require('assert');
const dc = require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');

const channel = dc.channel('test');
const plain = new AsyncLocalStorage();
const changed = new AsyncLocalStorage();
channel.bindStore(plain);
channel.bindStore(changed, (data) => ({ wrapped: data }));
const result = channel.runStores('data', common.mustCall(function(a) {
  assert.strictEqual(this, 'this');
  assert.strictEqual(plain.getStore(), 'data');
  assert.deepStrictEqual(changed.getStore(), { wrapped: 'data' });
  return a;
}), 'this', 5);
assert.strictEqual(result, 5);
assert.strictEqual(plain.getStore(), undefined);
assert.strictEqual(channel.unbindStore(plain), true);
assert.strictEqual(channel.unbindStore(plain), false);
channel.runStores('data', () => assert.strictEqual(plain.getStore(), undefined));
