import '../common/index.js';
import assert from 'node:assert';

assert.strictEqual((await import('data:text/javascript,export default 1')).default, 1);
assert.strictEqual((await import('data:text/javascript;base64,ZXhwb3J0IGRlZmF1bHQgMg==')).default, 2);
assert.strictEqual((await import('data:text/javascript,export default "%C3%A9"')).default, '\u00e9');
assert.deepStrictEqual((await import('data:application/json,{"a":[]}', { with: { type: 'json' } })).default, { a: [] });
assert.strictEqual((await import('data:text/javascript,import{sep}from"path";export default sep')).default, '/');
assert.strictEqual((await import('data:text/javascript,export default import.meta.filename')).default, undefined);
await assert.rejects(import('data:text/plain,x'), { code: 'ERR_UNKNOWN_MODULE_FORMAT' });
await assert.rejects(import('data:text/javascript,import"./x.mjs"'), { code: 'ERR_UNSUPPORTED_RESOLVE_REQUEST' });
