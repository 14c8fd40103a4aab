'use strict';

const common = require('../common');
const assert = require('assert');
const EventEmitter = require('events');

const emitter = new EventEmitter();
const target = new EventTarget();
const warnings = [];
process.on('warning', (warning) => warnings.push(warning));
for (let i = 0; i < 13; i++) {
  emitter.on('x', () => {});
  target.addEventListener('y', () => {});
}
const quiet = new EventEmitter().setMaxListeners(0);
for (let i = 0; i < 50; i++) quiet.on('x', () => {});
assert.strictEqual(EventEmitter.getMaxListeners(target), 10);
EventEmitter.setMaxListeners(3, emitter, target);
assert.strictEqual(emitter.getMaxListeners(), 3);
assert.strictEqual(EventEmitter.getMaxListeners(target), 3);
assert.throws(() => EventEmitter.setMaxListeners(-1), { code: 'ERR_OUT_OF_RANGE' });

setImmediate(common.mustCall(() => {
  assert.deepStrictEqual(warnings.map((w) => [w.name, w.type, w.count, w.message]), [
    ['MaxListenersExceededWarning', 'x', 11,
     'Possible EventEmitter memory leak detected. 11 x listeners added to [EventEmitter]. MaxListeners is 10. ' +
     'Use emitter.setMaxListeners() to increase limit'],
    ['MaxListenersExceededWarning', 'y', 11,
     'Possible EventTarget memory leak detected. 11 y listeners added to EventTarget. MaxListeners is 10. ' +
     'Use events.setMaxListeners() to increase limit'],
  ]);
}));
