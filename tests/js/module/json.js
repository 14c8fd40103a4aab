'use strict';
require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

const root = writeFiles({ 'good.json': '\uFEFF{"a":[1,2]}', 'bad.json': '{"a":' });
assert.deepStrictEqual(require(`${root}/good.json`), { a: [1, 2] });
assert.strictEqual(require(`${root}/good`), require(`${root}/good.json`));
assert.throws(() => require(`${root}/bad.json`), (error) => {
  assert.strictEqual(error.name, 'SyntaxError');
  assert.ok(error.message.startsWith(`${root}/bad.json: `), error.message);
  return true;
});
