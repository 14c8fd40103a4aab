'use strict';
const common = require('../common');
const assert = require('assert');

process.on('uncaughtException', common.mustCall((error, origin) => {
  assert.strictEqual(origin, 'unhandledRejection');
  assert.strictEqual(error.code, 'ERR_UNHANDLED_REJECTION');
  assert.match(error.message, /The promise rejected with the reason "5"\.$/);
}));
Promise.reject(5);
