'use strict';

// TypeScript files run with their types taken out; positions stay.

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const os = require('node:os');
const { stripTypeScriptTypes } = require('node:module');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'strip-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const write = (name, text) => {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

const common = write('a.cts', 'interface A { x: number }\nconst a: A = { x: 1 as number };\nmodule.exports = { a, where: new Error().stack };');
const { a, where } = require(common);
assert.deepStrictEqual(a, { x: 1 });
assert.match(where.split('\n')[1], /a\.cts:3:30\)$/);

write('b.ts', 'export const b: string = "b"; export type T = number;');
const enumeration = write('c.cts', 'enum X { A }');
assert.throws(() => require(enumeration), { code: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', name: 'SyntaxError' });
const broken = write('d.cts', 'const x: = 1');
assert.throws(() => require(broken), { code: 'ERR_INVALID_TYPESCRIPT_SYNTAX', name: 'SyntaxError' });
fs.mkdirSync(path.join(folder, 'node_modules'));
const inPackage = write('node_modules/p.cts', 'const x: number = 1');
assert.throws(() => require(inPackage), { code: 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING' });

(async () => {
  const module = await import(path.join(folder, 'b.ts'));
  assert.strictEqual(module.b, 'b');
})();

process.removeAllListeners('warning');
assert.strictEqual(stripTypeScriptTypes('let x: string = 1'), 'let x         = 1');
assert.match(stripTypeScriptTypes('enum X { A }', { mode: 'transform' }), /^var X = /);
assert.match(stripTypeScriptTypes('let x: 1', { sourceUrl: 'q.ts' }), /\/\/# sourceURL=q\.ts$/);
assert.throws(() => stripTypeScriptTypes('x', { mode: 'other' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.strictEqual(process.features.typescript, 'strip');
