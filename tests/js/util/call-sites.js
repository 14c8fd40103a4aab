'use strict';

require('../common');
const assert = require('assert');
const { getCallSites } = require('util');

function here() { return getCallSites(1); }
const [site, ...others] = here();
assert.deepStrictEqual(others, []);
assert.strictEqual(site.functionName, 'here');
assert.strictEqual(site.scriptName, __filename);
assert.strictEqual(site.lineNumber, 7);
assert.strictEqual(site.column, site.columnNumber);
assert.match(site.scriptId, /^\d+$/);
assert.throws(() => getCallSites(0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => getCallSites(1, null), { code: 'ERR_INVALID_ARG_TYPE' });
