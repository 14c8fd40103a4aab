'use strict';
require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

assert.strictEqual(require.main, module);
assert.strictEqual(process.mainModule, module);
assert.strictEqual(module.id, '.');
assert.strictEqual(module.filename, __filename);
assert.strictEqual(module.loaded, false);
assert.strictEqual(process.argv[1], __filename);
assert.strictEqual(this, module.exports);
const root = writeFiles({ 'child.js': 'module.exports = { main: require.main, parent: module.parent, id: module.id };' });
const child = require(`${root}/child.js`);
assert.strictEqual(child.main, module);
assert.strictEqual(child.parent, module);
assert.strictEqual(child.id, `${root}/child.js`);
