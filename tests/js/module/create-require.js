'use strict';
require('../common');
const assert = require('assert');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');
const { writeFiles } = require('../common/files');

const root = writeFiles({ 'a.js': "module.exports = 'a';", 'node_modules/b/index.js': "module.exports = 'b';" });
for (const from of [`${root}/x.js`, `${root}/`, pathToFileURL(`${root}/x.js`), pathToFileURL(`${root}/x.js`).href]) {
  const load = createRequire(from);
  assert.strictEqual(load('./a'), 'a');
  assert.strictEqual(load('b'), 'b');
  assert.strictEqual(load.resolve('./a'), `${root}/a.js`);
}
for (const bad of ['relative/x.js', 'https://example.org/x.js', '']) {
  assert.throws(() => createRequire(bad), {
    code: 'ERR_INVALID_ARG_VALUE',
    message: `The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received '${bad}'`,
  });
}
assert.throws(() => createRequire(5), { code: 'ERR_INVALID_ARG_VALUE' });
