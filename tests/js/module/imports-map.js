'use strict';
require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

const root = writeFiles({
  'package.json': {
    name: 'self',
    exports: { '.': './main.js', './sub': './sub.js' },
    imports: {
      '#internal': './lib/internal.js',
      '#lib/*': './lib/*.js',
      '#dep': 'dep',
      '#fs': 'fs',
      '#switch': { 'require': './lib/internal.js', 'default': './lib/no.js' },
      '#outside': '../outside.js',
    },
  },
  'main.js': "module.exports = 'self main';",
  'sub.js': "module.exports = 'self sub';",
  'lib/internal.js': "module.exports = 'internal';",
  'lib/entry.js': 'module.exports = require;',
  'node_modules/dep/index.js': "module.exports = 'dep';",
});
const load = require(`${root}/lib/entry.js`);
assert.strictEqual(load('#internal'), 'internal');
assert.strictEqual(load('#lib/internal'), 'internal');
assert.strictEqual(load('#dep'), 'dep');
assert.strictEqual(load('#switch'), 'internal');
assert.strictEqual(load('self'), 'self main');
assert.strictEqual(load('self/sub'), 'self sub');
assert.throws(() => load('self/other'), {
  code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
  message: `Package subpath './other' is not defined by "exports" in ${root}/package.json imported from ${root}/lib/entry.js`,
});
assert.throws(() => load('#nothing'), {
  code: 'ERR_PACKAGE_IMPORT_NOT_DEFINED',
  message: `Package import specifier "#nothing" is not defined in package ${root}/package.json imported from ${root}/lib/entry.js`,
});
assert.throws(() => load('#outside'), { code: 'ERR_INVALID_PACKAGE_TARGET' });
assert.throws(() => load('#/x'), { code: 'ERR_INVALID_MODULE_SPECIFIER' });
