'use strict';
const common = require('../common');
const assert = require('assert');

process.removeAllListeners('warning');
const object = { name: 'mine' };
const other = {};
let freed = 0;
process.finalization.register(object, (value, event) => {
  assert.strictEqual(value, object);
  assert.strictEqual(event, 'exit');
  freed++;
});
process.finalization.registerBeforeExit(object, common.mustCall((value, event) => assert.strictEqual(event, 'beforeExit')));
process.finalization.register(other, common.mustNotCall());
process.finalization.unregister(other);
assert.throws(() => process.finalization.register(1, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
process.on('exit', () => assert.strictEqual(freed, 1));
