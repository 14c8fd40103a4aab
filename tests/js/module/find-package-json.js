'use strict';
require('../common');
const assert = require('assert');
const { findPackageJSON } = require('module');
const { pathToFileURL } = require('url');
const { writeFiles } = require('../common/files');

const root = writeFiles({
  'package.json': {}, 'src/a.js': '', 'node_modules/dep/package.json': {}, 'node_modules/dep/index.js': '',
});
assert.strictEqual(findPackageJSON('..', `${root}/src/a.js`), `${root}/package.json`);
assert.strictEqual(findPackageJSON('./a.js', pathToFileURL(`${root}/src/b.js`)), `${root}/package.json`);
assert.strictEqual(findPackageJSON('dep', pathToFileURL(`${root}/src/a.js`).href), `${root}/node_modules/dep/package.json`);
assert.throws(() => findPackageJSON(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => findPackageJSON('absent', `${root}/src/a.js`), { code: 'ERR_MODULE_NOT_FOUND' });
