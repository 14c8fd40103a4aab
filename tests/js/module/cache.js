'use strict';
require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

const root = writeFiles({ 'counter.js': 'module.exports = { id: Math.random() };' });
const file = `${root}/counter.js`;

const first = require(file);
assert.strictEqual(require(file), first);
assert.strictEqual(require.cache[file].exports, first);
assert.strictEqual(require.cache[file].loaded, true);
assert.ok(module.children.includes(require.cache[file]));

// A deleted entry is loaded again; a replaced one is taken as it is.
delete require.cache[file];
assert.notStrictEqual(require(file), first);
require.cache[file].exports = 'replaced';
assert.strictEqual(require(file), 'replaced');
