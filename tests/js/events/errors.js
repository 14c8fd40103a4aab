'use strict';

const common = require('../common');
const assert = require('assert');
const EventEmitter = require('events');

const emitter = new EventEmitter();
const error = new Error('boom');
assert.throws(() => emitter.emit('error', error), (thrown) => thrown === error);
assert.throws(() => emitter.emit('error', { a: 1 }), {
  code: 'ERR_UNHANDLED_ERROR',
  message: 'Unhandled error. ({ a: 1 })',
  context: { a: 1 },
});
assert.throws(() => emitter.emit('error'), { message: 'Unhandled error. (undefined)' });

// A monitor sees errors and handles none.
emitter.on(EventEmitter.errorMonitor, common.mustCall((seen) => assert.strictEqual(seen, error)));
assert.throws(() => emitter.emit('error', error), /boom/);

// A listener's rejected promise becomes an 'error', or goes to the rejection symbol.
const capturing = new EventEmitter({ captureRejections: true });
capturing.on('x', async () => { throw error; });
capturing.on('error', common.mustCall((seen) => assert.strictEqual(seen, error)));
capturing.emit('x');

class Custom extends EventEmitter {
  constructor() {
    super({ captureRejections: true });
  }

  [EventEmitter.captureRejectionSymbol](seen, name, ...args) {
    assert.deepStrictEqual([seen, name, args], [error, 'y', [1, 2]]);
    this.told();
  }
}
const custom = new Custom();
custom.told = common.mustCall();
custom.on('y', async () => { throw error; });
custom.emit('y', 1, 2);
assert.throws(() => { EventEmitter.captureRejections = 1; }, { code: 'ERR_INVALID_ARG_TYPE' });
