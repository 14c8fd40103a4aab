'use strict';

const common = require('../common');
const assert = require('assert');
const zlib = require('zlib');

// Gzip files may follow each other; zeros after them are padding, anything else is an error; other formats ignore what follows.
const both = Buffer.concat([zlib.gzipSync('abc'), zlib.gzipSync('def')]);
for (const decompress of ['gunzip', 'unzip']) {
  assert.strictEqual(zlib[`${decompress}Sync`](both).toString(), 'abcdef');
  assert.strictEqual(zlib[`${decompress}Sync`](Buffer.concat([both, Buffer.alloc(10)])).toString(), 'abcdef');
  assert.throws(() => zlib[`${decompress}Sync`](Buffer.concat([both, Buffer.alloc(50, 3)])), {
    message: 'incorrect header check', code: 'Z_DATA_ERROR', errno: -3,
  });
  zlib[decompress](Buffer.concat([both, Buffer.alloc(50, 3)]), common.mustCall((error, result) => {
    assert.strictEqual(error.code, 'Z_DATA_ERROR');
    assert.strictEqual(result, undefined);
  }));
}
assert.strictEqual(zlib.inflateSync(Buffer.concat([zlib.deflateSync('abc'), Buffer.from('garbage')])).toString(), 'abc');
assert.strictEqual(zlib.inflateRawSync(Buffer.concat([zlib.deflateRawSync('abc'), Buffer.from('garbage')])).toString(), 'abc');

// Byte by byte through a stream: the magic number and the members are found all the same.
for (const [packed, expected] of [[both, 'abcdef'], [zlib.deflateSync('xyz'), 'xyz']]) {
  const unzip = zlib.createUnzip();
  let text = '';
  unzip.setEncoding('utf8');
  unzip.on('data', (chunk) => { text += chunk; });
  unzip.on('end', common.mustCall(() => assert.strictEqual(text, expected)));
  for (const byte of packed) unzip.write(Buffer.from([byte]));
  unzip.end();
}
