'use strict';
const common = require('../common');

setTimeout(common.mustCall(() => process.nextTick(() => clearTimeout(second))), 1);
const second = setTimeout(common.mustNotCall(), 1);
setImmediate(common.mustCall(() => process.nextTick(() => clearImmediate(later))));
const later = setImmediate(common.mustNotCall());
setImmediate(common.mustCall());
