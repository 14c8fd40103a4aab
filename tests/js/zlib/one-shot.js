'use strict';

const common = require('../common');
const assert = require('assert');
const zlib = require('zlib');
const { promisify } = require('util');

// Every pair of functions, at once, with a callback and as promises, from every kind of input.
const text = 'Isoscope shows what really happens inside. '.repeat(2000);
const pairs = [
  ['gzip', 'gunzip'], ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'], ['gzip', 'unzip'], ['deflate', 'unzip'],
  ['brotliCompress', 'brotliDecompress'], ['zstdCompress', 'zstdDecompress'],
];
for (const [compress, decompress] of pairs) {
  const packed = zlib[`${compress}Sync`](text);
  assert.ok(packed instanceof Buffer);
  assert.ok(packed.length < text.length / 20, compress);
  assert.strictEqual(zlib[`${decompress}Sync`](packed).toString(), text);
  const bytes = packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.length);
  assert.strictEqual(zlib[`${decompress}Sync`](bytes).toString(), text);
  assert.strictEqual(zlib[`${decompress}Sync`](new DataView(bytes)).toString(), text);
  assert.strictEqual(zlib[`${decompress}Sync`](zlib[`${compress}Sync`]('')).length, 0);

  assert.strictEqual(zlib[compress](text, common.mustSucceed((result) => {
    assert.ok(result instanceof Buffer);
    zlib[decompress](result, {}, common.mustSucceed((plain) => assert.strictEqual(plain.toString(), text)));
  })), undefined);
  promisify(zlib[compress])(Buffer.from(text)).then(promisify(zlib[decompress])).then(common.mustCall((plain) => {
    assert.strictEqual(plain.toString(), text);
  }));
}

// Levels: more effort, not more bytes; 0 stores.
const sizes = [0, 1, 6, 9].map((level) => zlib.gzipSync(text, { level }).length);
assert.ok(sizes[0] > text.length && sizes[1] < sizes[0] && sizes[2] <= sizes[1] && sizes[3] <= sizes[2], String(sizes));
for (let level = -1; level <= 9; level++) assert.strictEqual(zlib.inflateSync(zlib.deflateSync(text, { level })).toString(), text);
for (let strategy = 0; strategy <= 4; strategy++) {
  assert.strictEqual(zlib.inflateSync(zlib.deflateSync(text, { strategy, windowBits: 9, memLevel: 1 })).toString(), text);
}

// The header of a gzip file: no time, made on Unix.
assert.strictEqual(zlib.gzipSync('x').toString('hex', 0, 10), '1f8b0800000000000003');

// `info` shows the engine.
const { buffer, engine } = zlib.gzipSync(text, { info: true });
assert.ok(engine instanceof zlib.Gzip);
assert.strictEqual(engine.bytesWritten, text.length);
assert.strictEqual(zlib.gunzipSync(buffer).toString(), text);
zlib.gunzip(buffer, { info: true }, common.mustSucceed((result) => {
  assert.strictEqual(result.buffer.toString(), text);
  assert.ok(result.engine instanceof zlib.Gunzip);
}));

// Output up to the limit, and one byte more.
const packed = zlib.gzipSync(text);
assert.strictEqual(zlib.gunzipSync(packed, { maxOutputLength: text.length }).length, text.length);
const tooLarge = { code: 'ERR_BUFFER_TOO_LARGE', name: 'RangeError', message: `Cannot create a Buffer larger than ${text.length - 1} bytes` };
assert.throws(() => zlib.gunzipSync(packed, { maxOutputLength: text.length - 1 }), tooLarge);
assert.throws(() => zlib.brotliDecompressSync(zlib.brotliCompressSync(text), { maxOutputLength: text.length - 1 }), tooLarge);
zlib.gunzip(packed, { maxOutputLength: text.length - 1 }, common.mustCall((error) => {
  assert.strictEqual(error.code, tooLarge.code);
  assert.strictEqual(error.message, tooLarge.message);
}));
