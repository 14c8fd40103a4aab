'use strict';
const common = require('../common');
const assert = require('assert');

assert.strictEqual(process.hasUncaughtExceptionCaptureCallback(), false);
assert.throws(() => process.setUncaughtExceptionCaptureCallback(1), {
  code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "fn" argument must be of type function or null. Received type number (1)',
});
process.setUncaughtExceptionCaptureCallback(common.mustCall((error) => {
  assert.strictEqual(error, 'thrown');
  process.setUncaughtExceptionCaptureCallback(null);
  assert.strictEqual(process.hasUncaughtExceptionCaptureCallback(), false);
}));
assert.strictEqual(process.hasUncaughtExceptionCaptureCallback(), true);
assert.throws(() => process.setUncaughtExceptionCaptureCallback(() => {}), { code: 'ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET' });
process.on('uncaughtException', common.mustNotCall('captured before the event'));
setImmediate(() => { throw 'thrown'; });
