'use strict';
require('../common');
const assert = require('assert');
const vm = require('vm');

globalThis.count = 0;
const script = new vm.Script('++count', { filename: 'count.js' });
assert.strictEqual(script.runInThisContext(), 1);
assert.strictEqual(script.runInThisContext(), 2);
const context = vm.createContext({ count: 10 });
assert.strictEqual(script.runInContext(context), 11);
assert.strictEqual(context.count, 11);
assert.strictEqual(script.runInNewContext({ count: 100 }), 101);
assert.strictEqual(globalThis.count, 2);
assert.strictEqual(new vm.Script('1\n//# sourceMappingURL=a.map').sourceMapURL, 'a.map');
assert.throws(() => new vm.Script('let x = ;'), SyntaxError);
assert.throws(() => vm.Script('1'), TypeError);
assert.throws(() => script.runInContext({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => script.runInThisContext({ timeout: 0 }), { code: 'ERR_OUT_OF_RANGE' });

const cached = new vm.Script('function f() { return 7; } f();').createCachedData();
assert.ok(Buffer.isBuffer(cached) && cached.length > 0);
const fromCache = new vm.Script('function f() { return 7; } f();', { cachedData: cached });
assert.strictEqual(fromCache.cachedDataRejected, false);
assert.strictEqual(fromCache.runInThisContext(), 7);
assert.strictEqual(new vm.Script('other()', { cachedData: cached }).cachedDataRejected, true);
