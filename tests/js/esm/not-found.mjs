import '../common/index.js';
import assert from 'node:assert';
import files from '../common/files.js';

const root = files.writeFiles({
  'importer.mjs': 'export const load = (specifier) => import(specifier);',
  'found.js': '',
  'folder/index.js': '',
  'node_modules/pack/package.json': {},
  'node_modules/pack/index.js': 'module.exports = 1;',
  'node_modules/pack/sub.js': '',
  'node_modules/empty/package.json': { main: 'nope' },
});
const { load } = await import(`${root}/importer.mjs`);
const importer = `${root}/importer.mjs`;
process.chdir(root);  // Hints for relative specifiers are looked for from there.
await assert.rejects(load('./absent.mjs'), {
  code: 'ERR_MODULE_NOT_FOUND',
  message: `Cannot find module '${root}/absent.mjs' imported from ${importer}`,
  url: `file://${root}/absent.mjs`,
});
await assert.rejects(load('./found'), {
  code: 'ERR_MODULE_NOT_FOUND',
  message: `Cannot find module '${root}/found' imported from ${importer}\nDid you mean to import "./found.js"?`,
});
await assert.rejects(load('./folder'), {
  code: 'ERR_UNSUPPORTED_DIR_IMPORT',
  message: `Directory import '${root}/folder' is not supported resolving ES modules imported from ${importer}\n` +
    'Did you mean to import "./folder/index.js"?',
});
await assert.rejects(load('absent'), { code: 'ERR_MODULE_NOT_FOUND', message: `Cannot find package 'absent' imported from ${importer}` });
await assert.rejects(load('pack/sub'), {
  code: 'ERR_MODULE_NOT_FOUND',
  message: `Cannot find module '${root}/node_modules/pack/sub' imported from ${importer}\nDid you mean to import "pack/sub.js"?`,
});
await assert.rejects(load('empty'), { code: 'ERR_MODULE_NOT_FOUND' });
await assert.rejects(load('#none'), { code: 'ERR_PACKAGE_IMPORT_NOT_DEFINED' });
await assert.rejects(load('./a%2fb.mjs'), { code: 'ERR_INVALID_MODULE_SPECIFIER' });
await assert.rejects(load(`${root}/x.unknown`), { code: 'ERR_MODULE_NOT_FOUND' });
assert.strictEqual((await load('pack')).default, 1);
