'use strict';
const common = require('../common');
const assert = require('assert');

assert.strictEqual(process.kill(process.pid, 0), true);
assert.throws(() => process.kill('text'), {
  code: 'ERR_INVALID_ARG_TYPE', message: 'The "pid" argument must be of type number. Received type string (\'text\')',
});
assert.throws(() => process.kill(process.pid, 'SIGWHAT'), { code: 'ERR_UNKNOWN_SIGNAL', message: 'Unknown signal: SIGWHAT' });
assert.throws(() => process.kill(2 ** 30, 0), { code: 'ESRCH', syscall: 'kill', message: 'kill ESRCH' });

process.once('SIGUSR2', common.mustCall((name, number) => {
  assert.strictEqual(name, 'SIGUSR2');
  assert.strictEqual(number, require('os').constants.signals.SIGUSR2);
  clearTimeout(alive);
}));
const alive = setTimeout(common.mustNotCall('the signal did not come'), 10000);
process.kill(process.pid, 'SIGUSR2');
