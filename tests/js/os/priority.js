'use strict';
const assert = require('assert');
const os = require('os');

const priority = os.getPriority();
os.setPriority(0, priority);
assert.strictEqual(os.getPriority(0), priority);
for (const pid of [null, true, 'x', {}]) assert.throws(() => os.getPriority(pid), { code: 'ERR_INVALID_ARG_TYPE' });
for (const value of [-21, 20, 1.5, Infinity]) assert.throws(() => os.setPriority(0, value), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => os.getPriority(-1), {
  code: 'ERR_SYSTEM_ERROR',
  name: 'SystemError',
  message: 'A system error occurred: uv_os_getpriority returned ESRCH (no such process)',
  info: { errno: -3, code: 'ESRCH', message: 'no such process', syscall: 'uv_os_getpriority' },
});
