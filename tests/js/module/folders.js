'use strict';
const common = require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

// main, index, extensions, and a main that points nowhere.
const root = writeFiles({
  'main/package.json': { main: './lib/start' },
  'main/lib/start.js': "module.exports = 'main';",
  'index/index.json': '"index"',
  'folder/package.json': { main: 'lib' },
  'folder/lib/index.js': "module.exports = 'folder main';",
  'badmain/package.json': { main: 'nowhere.js' },
  'badmain/index.js': "module.exports = 'fallback';",
  'broken/package.json': { main: 'nowhere.js' },
  'both.js': "module.exports = 'file';",
  'both/index.js': "module.exports = 'folder';",
  'invalid/package.json': '{',
  'invalid/index.js': '',
});
assert.strictEqual(require(`${root}/main`), 'main');
assert.strictEqual(require(`${root}/index`), 'index');
assert.strictEqual(require(`${root}/folder`), 'folder main');
assert.strictEqual(require(`${root}/both`), 'file');
assert.strictEqual(require(`${root}/both/`), 'folder');
process.on('warning', common.mustCall((warning) => {
  assert.strictEqual(warning.code, 'DEP0128');
  assert.strictEqual(warning.message,
                     `Invalid 'main' field in '${root}/badmain/package.json' of 'nowhere.js'. ` +
                      'Please either fix that or report it to the module author');
}));
assert.strictEqual(require(`${root}/badmain`), 'fallback');
assert.throws(() => require(`${root}/broken`), {
  code: 'MODULE_NOT_FOUND',
  message: `Cannot find module '${root}/broken/nowhere.js'. Please verify that the package.json has a valid "main" entry`,
  path: `${root}/broken/package.json`,
  requestPath: `${root}/broken`,
});
assert.throws(() => require(`${root}/invalid`), {
  code: 'ERR_INVALID_PACKAGE_CONFIG', message: `Invalid package config ${root}/invalid/package.json.`,
});
