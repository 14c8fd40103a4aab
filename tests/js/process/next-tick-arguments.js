'use strict';
const common = require('../common');
const assert = require('assert');

for (let count = 0; count <= 6; count++) {
  const args = Array.from({ length: count }, (_, index) => index);
  process.nextTick(common.mustCall(function(...got) {
    assert.deepStrictEqual(got, args);
    assert.strictEqual(this, undefined);
  }), ...args);
}
assert.throws(() => process.nextTick(), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
assert.throws(() => process.nextTick('text'), {
  code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "callback" argument must be of type function. Received type string (\'text\')',
});
