'use strict';
const common = require('../common');
const assert = require('assert');

const reason = new Error('why');
const rejected = Promise.reject(reason);
process.on('unhandledRejection', common.mustCall((error, promise) => {
  assert.strictEqual(error, reason);
  assert.strictEqual(promise, rejected);
  setTimeout(() => rejected.catch(common.mustCall()), 1);
}));
process.on('rejectionHandled', common.mustCall((promise) => assert.strictEqual(promise, rejected)));
// Handled in the same turn: not reported.
const handled = Promise.reject(new Error('handled'));
process.nextTick(() => handled.catch(common.mustCall()));
