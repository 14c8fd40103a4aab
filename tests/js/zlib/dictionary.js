'use strict';

const common = require('../common');
const assert = require('assert');
const zlib = require('zlib');

const dictionary = Buffer.from('the words that will come again');
const text = 'the words that will come again and again';
for (const [compress, decompress] of [['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'], ['zstdCompress', 'zstdDecompress']]) {
  const packed = zlib[`${compress}Sync`](text, { dictionary });
  assert.ok(packed.length < zlib[`${compress}Sync`](text).length, compress);
  assert.strictEqual(zlib[`${decompress}Sync`](packed, { dictionary }).toString(), text);
  zlib[decompress](packed, { dictionary }, common.mustSucceed((plain) => assert.strictEqual(plain.toString(), text)));
}

const packed = zlib.deflateSync(text, { dictionary });
assert.throws(() => zlib.inflateSync(packed), { message: 'Missing dictionary', code: 'Z_NEED_DICT', errno: 2 });
assert.throws(() => zlib.inflateSync(packed, { dictionary: Buffer.from('other') }), { message: 'Bad dictionary', code: 'Z_NEED_DICT' });
assert.throws(() => zlib.inflateSync(packed, { dictionary: 'text' }), { code: 'ERR_INVALID_ARG_TYPE' });

// It holds across a reset.
const stream = zlib.createDeflate({ dictionary });
const chunks = [];
stream.on('data', (chunk) => chunks.push(chunk));
stream.write(text);
stream.flush(common.mustCall(() => {
  chunks.length = 0;
  stream.reset();
  stream.end(text, common.mustCall());
  stream.on('end', common.mustCall(() => {
    assert.strictEqual(zlib.inflateSync(Buffer.concat(chunks), { dictionary }).toString(), text);
  }));
}));
