'use strict';
require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

const root = writeFiles({
  'node_modules/pack/package.json': {
    name: 'pack',
    exports: {
      '.': { 'import': './esm.mjs', 'require': './cjs.js' },
      './plain': './lib/plain.js',
      './features/*': './lib/*.js',
      './features/private/*': null,
      './features/*/deep.js': './lib/deep-*.js',
      './conditional': { 'never': './no.js', 'node': { 'default': './lib/plain.js' } },
      './list': ['not-valid', './lib/plain.js'],
      './missing': './lib/nowhere.js',
      './escape': './../outside.js',
      './bad': 'not-relative',
    },
  },
  'node_modules/pack/cjs.js': "module.exports = 'cjs';",
  'node_modules/pack/esm.mjs': "export default 'esm';",
  'node_modules/pack/lib/plain.js': "module.exports = 'plain';",
  'node_modules/pack/lib/a.js': "module.exports = 'a';",
  'node_modules/pack/lib/x/y.js': "module.exports = 'x/y';",
  'node_modules/pack/lib/deep-q.js': "module.exports = 'deep q';",
  'node_modules/sugar/package.json': { exports: './only.js' },
  'node_modules/sugar/only.js': "module.exports = 'sugar';",
  'node_modules/mixed/package.json': { exports: { '.': './a.js', 'node': './b.js' } },
  'entry.js': 'module.exports = require;',
});
const load = require(`${root}/entry.js`);
const folder = `${root}/node_modules/pack/`;
assert.strictEqual(load('pack'), 'cjs');
assert.strictEqual(load('pack/plain'), 'plain');
assert.strictEqual(load('pack/features/a'), 'a');
assert.strictEqual(load('pack/features/x/y'), 'x/y');
assert.strictEqual(load('pack/features/q/deep.js'), 'deep q');
assert.strictEqual(load('pack/conditional'), 'plain');
assert.strictEqual(load('pack/list'), 'plain');
assert.strictEqual(load('sugar'), 'sugar');

const notExported = (subpath) => ({
  code: 'ERR_PACKAGE_PATH_NOT_EXPORTED', message: `Package subpath '${subpath}' is not defined by "exports" in ${folder}package.json`,
});
assert.throws(() => load('pack/lib/plain.js'), notExported('./lib/plain.js'));
assert.throws(() => load('pack/features/private/a'), notExported('./features/private/a'));
assert.throws(() => load('pack/package.json'), notExported('./package.json'));
assert.throws(() => load('pack/missing'), { code: 'MODULE_NOT_FOUND', message: `Cannot find module '${folder}lib/nowhere.js'` });
assert.throws(() => load('pack/escape'), { code: 'ERR_INVALID_PACKAGE_TARGET' });
assert.throws(() => load('pack/bad'), {
  code: 'ERR_INVALID_PACKAGE_TARGET',
  message: `Invalid "exports" target "not-relative" defined for './bad' in the package config ${folder}package.json; targets must start with "./"`,
});
assert.throws(() => load('pack/features/../plain'), { code: 'ERR_INVALID_MODULE_SPECIFIER' });
assert.throws(() => load('mixed'), { code: 'ERR_INVALID_PACKAGE_CONFIG' });
