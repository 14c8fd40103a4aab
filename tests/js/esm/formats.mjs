import common from '../common/index.js';
import assert from 'node:assert';
import files from '../common/files.js';

// What a file is, by extension, by the package's type, or by its syntax.
const root = files.writeFiles({
  'none/esm.js': 'export default typeof require;',
  'none/cjs.js': 'module.exports = typeof require;',
  'none/neither.js': '1;',
  'module/package.json': { type: 'module' },
  'module/a.js': 'export default typeof require;',
  'module/b.cjs': 'module.exports = typeof require;',
  'module/bare': 'export default "extensionless";',
  'commonjs/package.json': { type: 'commonjs' },
  'commonjs/a.js': 'module.exports = typeof require;',
  'commonjs/b.mjs': 'export default typeof require;',
  'commonjs/esm.js': 'export default 1;',
  'untyped/package.json': {},
  'untyped/esm.js': 'export default 1;',
  'x.unknown': '',
});
const load = async (name) => (await import(`${root}/${name}`)).default;
assert.strictEqual(await load('none/esm.js'), 'undefined');
assert.strictEqual(await load('none/cjs.js'), 'function');
assert.deepStrictEqual(await load('none/neither.js'), {});
assert.strictEqual(await load('module/a.js'), 'undefined');
assert.strictEqual(await load('module/b.cjs'), 'function');
assert.strictEqual(await load('module/bare'), 'extensionless');
assert.strictEqual(await load('commonjs/a.js'), 'function');
assert.strictEqual(await load('commonjs/b.mjs'), 'undefined');
await assert.rejects(load('commonjs/esm.js'), SyntaxError);
await assert.rejects(load('x.unknown'), {
  code: 'ERR_UNKNOWN_FILE_EXTENSION', message: `Unknown file extension ".unknown" for ${root}/x.unknown`,
});
// The failed import above has warned too.
const onWarning = common.mustCall((warning) => {
  assert.strictEqual(warning.code, 'MODULE_TYPELESS_PACKAGE_JSON');
  assert.strictEqual(warning.message, `Module type of file://${root}/untyped/esm.js is not specified and it doesn't parse as CommonJS.\n` +
    'Reparsing as ES module because module syntax was detected. This incurs a performance overhead.\n' +
    `To eliminate this warning, add "type": "module" to ${root}/untyped/package.json.`);
});
process.on('warning', (warning) => {
  if (warning.code !== undefined) onWarning(warning);
});
assert.strictEqual(await load('untyped/esm.js'), 1);
