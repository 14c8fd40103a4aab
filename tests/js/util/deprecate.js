'use strict';

const common = require('../common');
const assert = require('assert');
const { deprecate } = require('util');

process.on('warning', common.mustCall((warning) => {
  assert.strictEqual(warning.name, 'DeprecationWarning');
  assert.match(warning.message, /^(?:old|class)$/);
}, 2));

const old = deprecate(function old(a) { return [this, a]; }, 'old', 'DEP_TEST1');
const again = deprecate(() => {}, 'not shown: the code was', 'DEP_TEST1');
const self = {};
assert.deepStrictEqual(old.call(self, 1), [self, 1]);
old();
again();
assert.strictEqual(old.length, 1);

class Original {}
const Old = deprecate(Original, 'class');
assert.ok(new Old() instanceof Original);
assert.ok(new Original() instanceof Old);
assert.throws(() => deprecate(() => {}, 'm', 1), { code: 'ERR_INVALID_ARG_TYPE' });
