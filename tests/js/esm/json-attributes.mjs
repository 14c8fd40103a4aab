import '../common/index.js';
import assert from 'node:assert';
import { createRequire } from 'node:module';
import files from '../common/files.js';

const root = files.writeFiles({ 'data.json': '{"a":1}', 'bad.json': '{', 'code.mjs': 'export default 1;' });
const { default: data } = await import(`${root}/data.json`, { with: { type: 'json' } });
assert.deepStrictEqual(data, { a: 1 });
assert.strictEqual(createRequire(import.meta.url)(`${root}/data.json`), data);
await assert.rejects(import(`${root}/data.json`), {
  code: 'ERR_IMPORT_ATTRIBUTE_MISSING', message: `Module "file://${root}/data.json" needs an import attribute of "type: json"`,
});
await assert.rejects(import(`${root}/code.mjs`, { with: { type: 'json' } }), { code: 'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE' });
await assert.rejects(import(`${root}/code.mjs`, { with: { type: 'css' } }), { code: 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED' });
await assert.rejects(import(`${root}/code.mjs`, { with: { other: 'x' } }), { code: 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED' });
await assert.rejects(import(`${root}/bad.json`, { with: { type: 'json' } }), (error) => {
  assert.strictEqual(error.name, 'SyntaxError');
  return error.message.startsWith(`${root}/bad.json: `);
});
