'use strict';
require('../common');
const assert = require('assert');
const { types: { isModuleNamespaceObject } } = require('util');
const { writeFiles } = require('../common/files');

const root = writeFiles({
  'named.mjs': "import { dep } from './dep.mjs'; export const a = dep + 1; export function f() {}",
  'dep.mjs': 'export const dep = 1;',
  'default.mjs': "export default class Thing {} export const other = 'o';",
  'special.mjs': "export default 'no'; const value = () => 'mine'; export { value as 'module.exports' };",
  'marked.mjs': 'export default 1; export const __esModule = true;',
  'typed/package.json': { type: 'module' },
  'typed/x.js': 'export const x = import.meta.filename;',
  'syntax.js': 'export const detected = true;',
  'throws.mjs': "throw new Error('thrown');",
});
const named = require(`${root}/named.mjs`);
assert.ok(isModuleNamespaceObject(named));
assert.strictEqual(named.a, 2);
assert.strictEqual(require(`${root}/named.mjs`), named);
const facade = require(`${root}/default.mjs`);
assert.strictEqual(facade.__esModule, true);
assert.strictEqual(facade.default.name, 'Thing');
assert.strictEqual(facade.other, 'o');
assert.strictEqual(require(`${root}/special.mjs`)(), 'mine');
assert.deepStrictEqual(Object.keys(require(`${root}/marked.mjs`)), ['__esModule', 'default']);
assert.strictEqual(require(`${root}/typed/x.js`).x, `${root}/typed/x.js`);
assert.strictEqual(require(`${root}/syntax.js`).detected, true);
assert.throws(() => require(`${root}/throws.mjs`), { message: 'thrown' });
assert.throws(() => require(`${root}/throws.mjs`), { message: 'thrown' });
