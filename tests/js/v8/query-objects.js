'use strict';
const assert = require('assert');
const v8 = require('v8');

process.removeAllListeners('warning');
class Mine {}
const kept = [new Mine(), new (class Sub extends Mine {})()];
// The prototype of the subclass inherits too.
assert.strictEqual(v8.queryObjects(Mine), kept.length + 1);
assert.strictEqual(v8.queryObjects(Mine, { format: 'summary' }).length, 3);
assert.throws(() => v8.queryObjects(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => v8.queryObjects(Mine, { format: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
