'use strict';

// URL.createObjectURL names a Blob until it is revoked.

const assert = require('node:assert');
const { Blob, resolveObjectURL } = require('node:buffer');

(async () => {
  const blob = new Blob(['text'], { type: 'text/plain' });
  const id = URL.createObjectURL(blob);
  assert.match(id, /^blob:nodedata:[\da-f-]{36}$/);
  assert.notStrictEqual(URL.createObjectURL(blob), id);
  const found = resolveObjectURL(id);
  assert.strictEqual(found.type, 'text/plain');
  assert.strictEqual(await found.text(), 'text');
  URL.revokeObjectURL(id);
  assert.strictEqual(resolveObjectURL(id), undefined);
  URL.revokeObjectURL(id);
  assert.strictEqual(resolveObjectURL('blob:nodedata:none'), undefined);
  assert.throws(() => URL.createObjectURL('text'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => URL.revokeObjectURL(), { code: 'ERR_MISSING_ARGS' });
})();
