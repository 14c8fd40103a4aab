'use strict';

const common = require('../common');
const assert = require('assert');
const { inspect } = require('util');
const { Blob, File } = require('buffer');

async function main() {
  const source = Buffer.from('bc');
  const blob = new Blob(['a', source, new Blob(['\u20ac']), 5], { type: 'Text/Plain' });
  source[0] = 0;  // Its bytes were copied.
  assert.deepStrictEqual([blob.size, blob.type], [7, 'text/plain']);
  assert.strictEqual(await blob.text(), 'abc\u20ac5');
  assert.strictEqual(await blob.slice(-4, -1, 'x').text(), '\u20ac');
  assert.deepStrictEqual(new Uint8Array(await blob.slice(0, 1).arrayBuffer()), new Uint8Array([97]));
  assert.strictEqual(inspect(blob), "Blob { size: 7, type: 'text/plain' }");
  assert.throws(() => new Blob('text'), { code: 'ERR_INVALID_ARG_TYPE' });

  const file = new File(['x'], 'name.txt', { lastModified: 5 });
  assert.deepStrictEqual([file.name, file.lastModified, file.size, file instanceof Blob], ['name.txt', 5, 1, true]);
  assert.throws(() => new File([]), { code: 'ERR_MISSING_ARGS' });
}
main().then(common.mustCall());
