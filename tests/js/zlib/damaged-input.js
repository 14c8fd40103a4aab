'use strict';

const common = require('../common');
const assert = require('assert');
const zlib = require('zlib');

const text = 'to be or not to be, '.repeat(100);
const kEnd = { message: 'unexpected end of file', code: 'Z_BUF_ERROR', errno: -5 };

function fails(name, input, expected) {
  assert.throws(() => zlib[`${name}Sync`](input), { name: 'Error', ...expected }, name);
  zlib[name](input, common.mustCall((error, result) => {
    for (const [key, value] of Object.entries(expected)) assert.strictEqual(error[key], value, `${name} ${key}`);
    assert.strictEqual(result, undefined);
  }));
  const stream = zlib[`create${name[0].toUpperCase()}${name.slice(1)}`]();
  stream.on('error', common.mustCall((error) => {
    assert.strictEqual(error.code, expected.code);
    assert.strictEqual(error.message, expected.message);
  }));
  stream.on('end', common.mustNotCall());
  stream.resume();
  stream.end(input);
}

// Cut off.
for (const [compress, decompress] of [['gzip', 'gunzip'], ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'],
                                      ['brotliCompress', 'brotliDecompress']]) {
  const packed = zlib[`${compress}Sync`](text);
  fails(decompress, packed.subarray(0, packed.length - 5), kEnd);
}
const cut = zlib.gzipSync(text).subarray(0, 30);
assert.ok(text.startsWith(zlib.gunzipSync(cut, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString()));

// Not what it should be.
fails('gunzip', Buffer.from('not a gzip file at all'), { message: 'incorrect header check', code: 'Z_DATA_ERROR', errno: -3 });
fails('inflate', Buffer.from('not deflated'), { message: 'incorrect header check', code: 'Z_DATA_ERROR', errno: -3 });
fails('brotliDecompress', Buffer.from('hello world'), { message: 'Decompression failed', code: 'ERR__ERROR_FORMAT_CL_SPACE', errno: -6 });
fails('zstdDecompress', Buffer.from('hello world'), { message: 'Unknown frame descriptor', code: 'ZSTD_error_prefix_unknown', errno: 10 });

// A wrong checksum.
const wrong = zlib.gzipSync(text);
wrong[wrong.length - 8] ^= 1;
fails('gunzip', wrong, { message: 'incorrect data check', code: 'Z_DATA_ERROR', errno: -3 });
