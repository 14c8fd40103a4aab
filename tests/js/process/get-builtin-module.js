'use strict';
const assert = require('assert');

assert.strictEqual(process.getBuiltinModule('fs'), require('fs'));
assert.strictEqual(process.getBuiltinModule('node:os'), require('os'));
assert.strictEqual(process.getBuiltinModule('no-such-module'), undefined);
assert.throws(() => process.getBuiltinModule(1), { code: 'ERR_INVALID_ARG_TYPE' });
