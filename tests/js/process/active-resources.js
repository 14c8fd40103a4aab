'use strict';
const assert = require('assert');

const count = (name) => process.getActiveResourcesInfo().filter((other) => other === name).length;
assert.strictEqual(count('Timeout'), 0);
const timers = [setTimeout(() => {}, 1000), setInterval(() => {}, 1000), setTimeout(() => {}, 1000).unref()];
const immediate = setImmediate(() => {});
assert.strictEqual(count('Timeout'), 2);
assert.strictEqual(count('Immediate'), 1);
timers.forEach(clearTimeout);
clearImmediate(immediate);
assert.strictEqual(count('Timeout'), 0);
assert.strictEqual(count('Immediate'), 0);
