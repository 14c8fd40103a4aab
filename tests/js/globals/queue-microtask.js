'use strict';
const common = require('../common');
const assert = require('assert');

assert.strictEqual(queueMicrotask.length, 1);
for (const value of [undefined, null, 1, 'x', {}]) {
  assert.throws(() => queueMicrotask(value), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
}
let called = false;
queueMicrotask(common.mustCall(() => { called = true; }));
assert.strictEqual(called, false);
