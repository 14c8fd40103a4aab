'use strict';

const common = require('../common');
const assert = require('assert');
const EventEmitter = require('events');

// A round runs the listeners that were there at its start, in order, with the emitter as `this`.
const emitter = new EventEmitter();
const seen = [];
function removed() { seen.push('removed'); }
emitter.on('x', function(...args) {
  assert.strictEqual(this, emitter);
  seen.push(args.join());
  emitter.removeListener('x', removed);
  emitter.on('x', () => seen.push('late'));
});
emitter.on('x', removed);
emitter.prependListener('x', () => seen.push('first'));
emitter.once('x', () => seen.push('once'));
assert.strictEqual(emitter.emit('x', 1, 2), true);
assert.deepStrictEqual(seen.splice(0), ['first', '1,2', 'removed', 'once']);
emitter.emit('x', 3);
assert.deepStrictEqual(seen.splice(0), ['first', '3', 'late']);
assert.strictEqual(emitter.emit('nobody'), false);

// newListener comes before the listener is added, removeListener after it is gone.
const told = new EventEmitter();
told.on('newListener', common.mustCall((name) => assert.strictEqual(told.listenerCount(name), 0), 2));
function a() {}
told.on('removeListener', common.mustCall((name, listener) => {
  assert.strictEqual(name, 'e');
  assert.strictEqual(listener, a);
  assert.strictEqual(told.listenerCount('e'), 0);
}));
told.once('e', a);
assert.deepStrictEqual(told.listeners('e'), [a]);
assert.strictEqual(told.rawListeners('e')[0].listener, a);
told.removeAllListeners('e');
assert.deepStrictEqual(told.eventNames(), ['newListener', 'removeListener']);
assert.throws(() => told.on('e', null), common.expectsError({ code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' }));
