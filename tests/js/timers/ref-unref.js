'use strict';
const common = require('../common');
const assert = require('assert');

const timer = setTimeout(common.mustNotCall(), 100000);
assert.strictEqual(timer.hasRef(), true);
assert.strictEqual(timer.unref(), timer);
assert.strictEqual(timer.hasRef(), false);
timer.unref();
const both = setTimeout(common.mustCall(), 5).unref();
both.ref();
assert.strictEqual(both.hasRef(), true);
setInterval(common.mustNotCall(), 100000).unref();
const immediate = setImmediate(common.mustCall());
assert.strictEqual(immediate.unref().hasRef(), false);
assert.strictEqual(immediate.ref().hasRef(), true);
