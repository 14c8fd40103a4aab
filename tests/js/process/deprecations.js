'use strict';
const common = require('../common');
const assert = require('assert');
const util = require('util');

process.removeAllListeners('warning');
process.on('warning', common.mustCall((warning) => {
  assert.strictEqual(warning.name, 'DeprecationWarning');
  assert.strictEqual(warning.code, 'DEP9999');
}));
const old = util.deprecate(() => 5, 'old() is old', 'DEP9999');
assert.strictEqual(old(), 5);
assert.strictEqual(old(), 5);
setImmediate(() => {
  process.noDeprecation = true;
  process.emitWarning('silent', 'DeprecationWarning');
  process.noDeprecation = false;
  process.throwDeprecation = true;
  process.on('uncaughtException', common.mustCall((error) => assert.strictEqual(error.message, 'loud')));
  process.emitWarning('loud', 'DeprecationWarning');
});
