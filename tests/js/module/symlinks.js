'use strict';
require('../common');
const assert = require('assert');
const fs = require('fs');
const { writeFiles } = require('../common/files');

// A module is its real file: links to it or to its folder are the same module.
const root = writeFiles({ 'real/module.js': 'module.exports = { filename: __filename };' });
fs.symlinkSync(`${root}/real/module.js`, `${root}/link.js`);
fs.symlinkSync(`${root}/real`, `${root}/folder`);
const real = require(`${root}/real/module.js`);
assert.strictEqual(real.filename, `${root}/real/module.js`);
assert.strictEqual(require(`${root}/link.js`), real);
assert.strictEqual(require(`${root}/folder/module.js`), real);
assert.strictEqual(require.resolve(`${root}/folder/module`), `${root}/real/module.js`);
fs.symlinkSync(`${root}/nowhere`, `${root}/dangling.js`);
assert.throws(() => require(`${root}/dangling.js`), { code: 'MODULE_NOT_FOUND' });
