import '../common/index.js';
import assert from 'node:assert';
import { createRequire } from 'node:module';
import files from '../common/files.js';

const root = files.writeFiles({
  'named.cjs': "exports.a = 1; module.exports.b = 2; exports['c'] = 3; exports.fn = () => this === exports;",
  'whole.cjs': "module.exports = class Whole { static name2 = 'x' };",
  'object.cjs': "module.exports = { x: 1, y: 2, 'z': 3 };",
  'reexport.cjs': "module.exports = require('./named.cjs');",
  'esmodule.cjs': "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'inner'; exports.named = 'named';",
  'getter.cjs': "Object.defineProperty(exports, 'bad', { enumerable: true, get() { throw new Error('no'); } }); exports.good = 1;",
});
const require = createRequire(`${root}/`);
const named = await import(`${root}/named.cjs`);
assert.deepStrictEqual(Object.keys(named), ['a', 'b', 'c', 'default', 'fn', 'module.exports']);
assert.deepStrictEqual([named.a, named.b, named.c], [1, 2, 3]);
assert.strictEqual(named.default, require('./named.cjs'));
assert.strictEqual(named['module.exports'], named.default);
assert.strictEqual((await import(`${root}/whole.cjs`)).default.name2, 'x');
assert.strictEqual((await import(`${root}/object.cjs`)).default.y, 2);
assert.strictEqual((await import(`${root}/reexport.cjs`)).b, 2);
const esModule = await import(`${root}/esmodule.cjs`);
assert.strictEqual(esModule.named, 'named');
assert.strictEqual(esModule.default, require('./esmodule.cjs'));
assert.strictEqual((await import(`${root}/getter.cjs`)).good, 1);
