'use strict';

// Paths that are none: wrong types, zero bytes, URLs of other schemes.
const assert = require('assert');
const fs = require('fs');
const { mustCall } = require('../common');

for (const value of [1.5, null, undefined, {}, true, Symbol('x'), () => {}]) {
  assert.throws(() => fs.statSync(value), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
  assert.throws(() => fs.stat(value, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.rejects(fs.promises.stat(value), { code: 'ERR_INVALID_ARG_TYPE' }).then(mustCall());
}
assert.throws(() => fs.openSync(1), {
  message: 'The "path" argument must be of type string or an instance of Buffer or URL. Received type number (1)',
});
assert.throws(() => fs.openSync('a\0b'), {
  code: 'ERR_INVALID_ARG_VALUE',
  message: "The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received 'a\\x00b'",
});
assert.throws(() => fs.unlinkSync(Buffer.from('a\0b')), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => fs.readFileSync(new URL('http://example.com/x')), { code: 'ERR_INVALID_URL_SCHEME' });
assert.throws(() => fs.renameSync('a', 5), { message: /^The "newPath" argument/ });
assert.throws(() => fs.copyFileSync(5, 'b'), { message: /^The "src" argument/ });
assert.strictEqual(fs.existsSync('a\0b'), false);
assert.throws(() => fs.openSync(''), { code: 'ENOENT', path: '', message: "ENOENT: no such file or directory, open ''" });
