'use strict';
require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

const root = writeFiles({
  'inner.js': "require('./missing');",
  'outer.js': "require('./inner');",
  'throws.js': "throw new Error('at load');",
});
assert.throws(() => require(`${root}/outer.js`), {
  name: 'Error',
  code: 'MODULE_NOT_FOUND',
  message: `Cannot find module './missing'\nRequire stack:\n- ${root}/inner.js\n- ${root}/outer.js\n- ${__filename}`,
  requireStack: [`${root}/inner.js`, `${root}/outer.js`, __filename],
});
assert.throws(() => require('no-such-package'), { code: 'MODULE_NOT_FOUND' });
assert.throws(() => require('node:no-such'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE', message: 'No such built-in module: node:no-such' });
assert.throws(() => require(''), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'id' must be a non-empty string. Received ''",
});
assert.throws(() => require(5), { code: 'ERR_INVALID_ARG_TYPE', message: 'The "id" argument must be of type string. Received type number (5)' });

// What failed is not kept.
assert.throws(() => require(`${root}/throws.js`), { message: 'at load' });
assert.strictEqual(require.cache[`${root}/throws.js`], undefined);
assert.ok(!module.children.some((child) => child.filename === `${root}/throws.js`));
