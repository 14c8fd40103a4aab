'use strict';
require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

// Looked up from the requirer's folder to the root; a nearer one wins; scoped names; a builtin's name is never a package.
const root = writeFiles({
  'node_modules/far/index.js': "module.exports = 'far';",
  'node_modules/near/index.js': "module.exports = 'far near';",
  'node_modules/@scope/pack/index.js': "module.exports = 'scoped';",
  'node_modules/@scope/pack/lib/deep.js': "module.exports = 'deep';",
  'node_modules/fs/index.js': "module.exports = 'no';",
  'node_modules/single.js': "module.exports = 'single file';",
  'src/node_modules/near/index.js': "module.exports = 'near';",
  'src/entry.js': 'module.exports = require;',
});
const load = require(`${root}/src/entry.js`);
assert.strictEqual(load('far'), 'far');
assert.strictEqual(load('near'), 'near');
assert.strictEqual(load('@scope/pack'), 'scoped');
assert.strictEqual(load('@scope/pack/lib/deep'), 'deep');
assert.strictEqual(load('single'), 'single file');
assert.strictEqual(load('fs'), require('fs'));
assert.strictEqual(load('fs/'), 'no');
assert.deepStrictEqual(load.resolve.paths('far').slice(0, 2), [`${root}/src/node_modules`, `${root}/node_modules`]);
assert.deepStrictEqual(load.resolve.paths('./far'), [`${root}/src`]);
assert.strictEqual(load.resolve.paths('fs'), null);
