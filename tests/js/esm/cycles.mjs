import '../common/index.js';
import assert from 'node:assert';
import files from '../common/files.js';

const root = files.writeFiles({
  'a.mjs': "import { b, late } from './b.mjs'; export const a = 'a'; export const seen = [b, late()];",
  'b.mjs': "import { a } from './a.mjs'; export const b = 'b'; export function late() { try { return a; } catch (e) { return e.name; } }",
  'self.mjs': "import * as self from './self.mjs'; export const same = () => self; export const again = import('./self.mjs');",
});
const { seen } = await import(`${root}/a.mjs`);
assert.deepStrictEqual(seen, ['b', 'a']);
const self = await import(`${root}/self.mjs`);
assert.strictEqual(self.same(), self);
assert.strictEqual(await self.again, self);
