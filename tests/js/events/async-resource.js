'use strict';

const common = require('../common');
const assert = require('assert');
const { EventEmitterAsyncResource } = require('events');
const { AsyncLocalStorage, executionAsyncId } = require('async_hooks');

const storage = new AsyncLocalStorage();
const emitter = storage.run('inside', () => new EventEmitterAsyncResource({ name: 'Lab' }));
emitter.on('x', common.mustCall((value) => {
  assert.strictEqual(value, 5);
  assert.strictEqual(storage.getStore(), 'inside');
  assert.strictEqual(executionAsyncId(), emitter.asyncId);
}));
storage.run('outside', () => emitter.emit('x', 5));
assert.strictEqual(emitter.asyncResource.eventEmitter, emitter);
assert.throws(() => new EventEmitterAsyncResource(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => EventEmitterAsyncResource.prototype.emit.call({}, 'x'), TypeError);
