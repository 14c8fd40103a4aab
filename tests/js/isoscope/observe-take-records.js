'use strict';
// takeRecords() gives at once what has not been delivered; a closed observer has nothing.
const common = require('../common');
const assert = require('assert');
const scope = require('isoscope');

const observer = scope.observe('mark', common.mustNotCall());
scope.mark('one');
scope.mark('two');
assert.deepStrictEqual(observer.takeRecords().map(({ name }) => name), ['one', 'two']);
assert.deepStrictEqual(observer.takeRecords(), []);
observer.close();
assert.deepStrictEqual(observer.takeRecords(), []);
