'use strict';
const common = require('../common');
const assert = require('assert');

process.on('exit', (code) => {
  assert.strictEqual(code, 0);
  assert.strictEqual(process._exiting, true);
  process.exit(0);  // Does not emit again.
});
process.on('beforeExit', common.mustNotCall('beforeExit after process.exit()'));
setTimeout(common.mustNotCall('a timer after process.exit()'), 5000);
setImmediate(() => process.exit());
