'use strict';
require('../common');
const assert = require('assert');
const vm = require('vm');

assert.throws(() => vm.runInThisContext('while (true) {}', { timeout: 20 }), {
  code: 'ERR_SCRIPT_EXECUTION_TIMEOUT', message: 'Script execution timed out after 20ms',
});
assert.strictEqual(vm.runInNewContext('"in time"', {}, { timeout: 10000 }), 'in time');
assert.throws(() => vm.runInNewContext('throw new Error("own")', {}, { timeout: 10000 }), (error) => error.message === 'own');
