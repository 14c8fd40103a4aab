'use strict';
// The handler takes the error, everything else goes on.
const common = require('../common');
const assert = require('assert');

const seen = [];
process.on('uncaughtExceptionMonitor', common.mustCall((error, origin) => {
  assert.strictEqual(origin, 'uncaughtException');
  seen.push(`monitor ${error.message}`);
}, 4));
process.on('uncaughtException', common.mustCall((error, origin) => {
  assert.strictEqual(origin, 'uncaughtException');
  seen.push(error.message);
}, 4));
process.on('exit', () => {
  assert.deepStrictEqual(seen.filter((text) => !text.startsWith('monitor')).sort(), ['immediate', 'microtask', 'tick', 'timer']);
  assert.strictEqual(seen.length, 8);
});

process.nextTick(() => { throw new Error('tick'); });
process.nextTick(common.mustCall());
queueMicrotask(() => { throw new Error('microtask'); });
queueMicrotask(common.mustCall());
setTimeout(() => { throw new Error('timer'); }, 1);
setTimeout(common.mustCall(), 1);
setImmediate(() => { throw new Error('immediate'); });
setImmediate(common.mustCall());
