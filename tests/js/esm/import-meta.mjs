import '../common/index.js';
import assert from 'node:assert';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import files from '../common/files.js';

assert.deepStrictEqual(Object.keys(import.meta).sort(), ['dirname', 'filename', 'main', 'resolve', 'url']);
assert.strictEqual(Object.getPrototypeOf(import.meta), null);
assert.strictEqual(import.meta.filename, fileURLToPath(import.meta.url));
assert.strictEqual(import.meta.dirname, path.dirname(import.meta.filename));
assert.strictEqual(import.meta.main, true);
assert.strictEqual(import.meta.resolve('./x.mjs'), new URL('./x.mjs', import.meta.url).href);
assert.strictEqual(import.meta.resolve('fs'), 'node:fs');
assert.throws(() => import.meta.resolve('no-such-package'), { code: 'ERR_MODULE_NOT_FOUND' });

const root = files.writeFiles({ 'with space.mjs': 'export default import.meta;', 'q.mjs': 'export const { url, filename, main } = import.meta;' });
const { default: meta } = await import(`${root}/with space.mjs`);
assert.strictEqual(meta.url, `file://${root}/with%20space.mjs`);
assert.strictEqual(meta.filename, `${root}/with space.mjs`);
const query = await import(`${root}/q.mjs?a=1#b`);
assert.strictEqual(query.url, `file://${root}/q.mjs?a=1#b`);
assert.strictEqual(query.filename, `${root}/q.mjs`);
assert.strictEqual(query.main, false);
assert.notStrictEqual(query, await import(`${root}/q.mjs?a=2`));
