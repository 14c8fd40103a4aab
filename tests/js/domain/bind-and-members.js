'use strict';
const assert = require('assert');
const domain = require('domain');
const { EventEmitter } = require('events');

const one = domain.create();
const errors = [];
one.on('error', (error) => errors.push(error));

// Emitters made inside belong to it; others can be added, and removed.
one.run(() => {
  assert.strictEqual(process.domain, one);
  assert.strictEqual(domain.active, one);
  assert.strictEqual(new EventEmitter().domain, one);
});
const emitter = new EventEmitter();
assert.strictEqual(emitter.domain, null);
one.add(emitter);
assert.deepStrictEqual([emitter.domain, one.members], [one, [emitter]]);
const failure = new Error('of the emitter');
assert.strictEqual(emitter.emit('error', failure), false);
assert.deepStrictEqual([errors.pop(), failure.domainEmitter, failure.domainThrown], [failure, emitter, false]);
one.remove(emitter);
assert.throws(() => emitter.emit('error', failure), failure);

const sum = one.bind(function(a, b) {
  assert.strictEqual(process.domain, one);
  return a + b;
});
assert.strictEqual(sum(1, 2), 3);
assert.strictEqual(sum.domain, one);

const intercepted = one.intercept((value) => value * 2);
assert.strictEqual(intercepted(null, 21), 42);
assert.strictEqual(intercepted(failure, 21), undefined);
assert.deepStrictEqual(errors, [failure]);

assert.strictEqual(one.run((a, b) => a * b, 6, 7), 42);
assert.throws(() => process.setUncaughtExceptionCaptureCallback(() => {}),
              { code: 'ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE' });
