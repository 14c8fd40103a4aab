import '../common/index.js';
import assert from 'node:assert';
import files from '../common/files.js';

const root = files.writeFiles({
  'importer.mjs': 'export const load = async (specifier) => (await import(specifier)).default;',
  'package.json': { name: 'self', exports: { './me': './me.mjs' }, imports: { '#in': './me.mjs', '#fs': 'fs' } },
  'me.mjs': "export default 'me';",
  'node_modules/dual/package.json': { exports: { 'import': './i.mjs', 'require': './r.cjs' } },
  'node_modules/dual/i.mjs': "export default 'import';",
  'node_modules/dual/r.cjs': "module.exports = 'require';",
  'node_modules/main/package.json': { main: './lib/main' },
  'node_modules/main/lib/main.js': "module.exports = 'legacy main';",
  'node_modules/@s/p/package.json': { exports: { './*': './src/*.mjs', './x/*.json': './data/*.json' } },
  'node_modules/@s/p/src/a/b.mjs': "export default 'pattern';",
});
const { load } = await import(`${root}/importer.mjs`);
assert.strictEqual(await load('dual'), 'import');
assert.strictEqual(await load('main'), 'legacy main');
assert.strictEqual(await load('@s/p/a/b'), 'pattern');
assert.strictEqual(await load('self/me'), 'me');
assert.strictEqual(await load('#in'), 'me');
assert.strictEqual(typeof (await load('#fs')).readFileSync, 'function');
await assert.rejects(load('dual/r.cjs'), {
  code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
  message: `Package subpath './r.cjs' is not defined by "exports" in ${root}/node_modules/dual/package.json imported from ${root}/importer.mjs`,
});
await assert.rejects(load('@s'), { code: 'ERR_INVALID_MODULE_SPECIFIER' });
