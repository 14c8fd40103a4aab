'use strict';
require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

const root = writeFiles({
  'a.mjs': "import './b.cjs'; export const a = 1;",
  'b.cjs': "require('./a.mjs');",
});
assert.throws(() => require(`${root}/a.mjs`), (error) => {
  assert.strictEqual(error.code, 'ERR_REQUIRE_CYCLE_MODULE');
  assert.ok(error.message.startsWith(`Cannot require() ES Module ${root}/a.mjs in a cycle. (from ${__filename})`), error.message);
  return true;
});
