import '../common/index.js';
import assert from 'node:assert';
import files from '../common/files.js';

const root = files.writeFiles({
  'require.mjs': "require('fs');",
  'dirname.mjs': '__dirname;',
  'typed/package.json': { type: 'module' },
  'typed/x.js': 'module.exports = 1;',
});
await assert.rejects(import(`${root}/require.mjs`), {
  name: 'ReferenceError', message: 'require is not defined in ES module scope, you can use import instead',
});
await assert.rejects(import(`${root}/dirname.mjs`), { message: '__dirname is not defined in ES module scope' });
await assert.rejects(import(`${root}/typed/x.js`), {
  message: 'module is not defined in ES module scope\nThis file is being treated as an ES module because it has a \'.js\' file extension and ' +
    `'${root}/typed/package.json' contains "type": "module". To treat it as a CommonJS script, rename it to use the '.cjs' file extension.`,
});
