'use strict';
const assert = require('assert');
const { performance } = require('perf_hooks');

assert.strictEqual(performance, globalThis.performance);
const first = performance.now();
assert.ok(first > 0 && first < 60000);
assert.ok(performance.now() >= first);
assert.ok(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000);
assert.deepStrictEqual(Object.keys(performance.toJSON()), ['nodeTiming', 'timeOrigin', 'eventLoopUtilization']);
assert.throws(() => new performance.constructor(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => performance.now.call({}), { code: 'ERR_INVALID_THIS' });
