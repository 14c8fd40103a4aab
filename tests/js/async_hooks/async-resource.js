'use strict';
const common = require('../common');
const assert = require('assert');
const { AsyncResource, executionAsyncId, executionAsyncResource, triggerAsyncId } = require('async_hooks');

const resource = new AsyncResource('MINE', { triggerAsyncId: 42 });
assert.strictEqual(resource.triggerAsyncId(), 42);
const result = resource.runInAsyncScope(common.mustCall(function(a, b) {
  assert.strictEqual(this, 'this');
  assert.strictEqual(executionAsyncId(), resource.asyncId());
  assert.strictEqual(triggerAsyncId(), 42);
  assert.strictEqual(executionAsyncResource(), resource);
  return a + b;
}), 'this', 1, 2);
assert.strictEqual(result, 3);
assert.strictEqual(executionAsyncId(), 1);
assert.throws(() => resource.runInAsyncScope(() => { throw new Error('inside'); }), { message: 'inside' });
assert.strictEqual(executionAsyncId(), 1);

const bound = resource.bind((x) => [x, executionAsyncId()]);
assert.deepStrictEqual(bound(5), [5, resource.asyncId()]);
assert.strictEqual(bound.length, 1);
assert.strictEqual(typeof AsyncResource.bind(() => executionAsyncId())(), 'number');
assert.strictEqual(resource.emitDestroy(), resource);
assert.throws(() => new AsyncResource(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new AsyncResource('X', { triggerAsyncId: null }), { code: 'ERR_INVALID_ASYNC_ID', name: 'RangeError' });
assert.throws(() => resource.bind(1), { code: 'ERR_INVALID_ARG_TYPE' });
