import '../common/index.js';
import assert from 'node:assert';
import fs from 'node:fs';
import files from '../common/files.js';

const root = files.writeFiles({ 'real/a.mjs': 'export default import.meta.url;' });
fs.symlinkSync(`${root}/real`, `${root}/link`);
const real = await import(`${root}/real/a.mjs`);
assert.strictEqual(await import(`${root}/link/a.mjs`), real);
assert.strictEqual(real.default, `file://${root}/real/a.mjs`);
