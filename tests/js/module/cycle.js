'use strict';
const common = require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

// A cycle sees the unfinished exports; a name that is not there yet gives a warning, once they are finished it does not.
const root = writeFiles({
  'a.js': "exports.early = 1; exports.fromB = require('./b'); exports.late = 2;",
  'b.js': "const a = require('./a'); module.exports = { early: a.early, late: a.late, keys: Object.keys(a) };",
});
process.on('warning', common.mustCall((warning) => {
  assert.strictEqual(warning.message, "Accessing non-existent property 'late' of module exports inside circular dependency");
}));
const a = require(`${root}/a.js`);
assert.deepStrictEqual(a.fromB, { early: 1, late: undefined, keys: ['early'] });
assert.strictEqual(a.late, 2);
assert.strictEqual(a.nothing, undefined);
assert.strictEqual(Object.getPrototypeOf(a), Object.prototype);
