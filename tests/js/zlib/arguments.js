'use strict';

const common = require('../common');
const assert = require('assert');
const zlib = require('zlib');

const outOfRange = { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' };
const badType = { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' };
for (const [options, expected] of [
  [{ chunkSize: 63 }, { ...outOfRange, message: 'The value of "options.chunkSize" is out of range. It must be >= 64. Received 63' }],
  [{ chunkSize: 'x' }, badType],
  [{ windowBits: 7 }, { ...outOfRange, message: 'The value of "options.windowBits" is out of range. It must be >= 8 and <= 15. Received 7' }],
  [{ level: 10 }, { ...outOfRange, message: 'The value of "options.level" is out of range. It must be >= -1 and <= 9. Received 10' }],
  [{ memLevel: 0 }, outOfRange],
  [{ strategy: 5 }, outOfRange],
  [{ flush: 6 }, outOfRange],
  [{ finishFlush: -1 }, outOfRange],
  [{ maxOutputLength: 0 }, outOfRange],
  [{ dictionary: 'x' }, badType],
  [{ level: 'abc' }, badType],
]) {
  assert.throws(() => zlib.createDeflate(options), expected, JSON.stringify(options));
  assert.throws(() => zlib.deflateSync('', options), expected, JSON.stringify(options));
  assert.throws(() => zlib.deflate('', options, common.mustNotCall()), expected, JSON.stringify(options));
}
assert.throws(() => zlib.createGzip({ windowBits: 8 }), outOfRange);
assert.strictEqual(zlib.inflateRawSync(zlib.deflateRawSync('x', { windowBits: 8 }), { windowBits: 8 }).toString(), 'x');
for (const value of [undefined, null, 5, {}, []]) {
  assert.throws(() => zlib.gzipSync(value), badType);
  assert.throws(() => zlib.gunzipSync(value), badType);
}
assert.throws(() => zlib.gzip('x'), badType);
// What lies between two integers is the lower one; what is no number is no pledge.
for (const name of ['level', 'memLevel', 'strategy', 'finishFlush']) {
  const [half, whole] = [1.5, 1].map((value) => zlib.deflateSync('x'.repeat(100), { [name]: name === 'finishFlush' ? value + 3 : value }));
  assert.deepStrictEqual(half, whole, name);
}
assert.throws(() => zlib.gzipSync('x'.repeat(100), { maxOutputLength: 1.5 }), { code: 'ERR_BUFFER_TOO_LARGE' });
for (const pledgedSrcSize of [null, 'x', {}, NaN]) {
  assert.strictEqual(zlib.zstdDecompressSync(zlib.zstdCompressSync('x', { pledgedSrcSize })).toString(), 'x');
}
assert.throws(() => zlib.createZstdCompress({ pledgedSrcSize: -1 }), {
  name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message: 'pledgedSrcSize may not be negative',
});
zlib.createZstdCompress({ dictionary: null }).destroy();
assert.throws(() => zlib.gzip('x', {}), badType);
assert.throws(() => zlib.createBrotliCompress({ params: { 99: 1 } }), {
  code: 'ERR_BROTLI_INVALID_PARAM', name: 'RangeError', message: '99 is not a valid Brotli parameter',
});
assert.throws(() => zlib.createBrotliCompress({ params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 'x' } }), badType);
assert.throws(() => zlib.createZstdCompress({ params: { 12345: 1 } }), { code: 'ERR_ZSTD_INVALID_PARAM' });
assert.throws(() => zlib.zstdCompressSync('x', { params: { [zlib.constants.ZSTD_c_windowLog]: 99 } }), {
  code: 'ERR_ZLIB_INITIALIZATION_FAILED', message: 'Setting parameter failed',
});
assert.throws(() => zlib.createGzip().params(10, 0), outOfRange);
assert.throws(() => zlib.createGzip().write({}), badType);

assert.throws(() => zlib.crc32(5), badType);
assert.throws(() => zlib.crc32('x', -1), outOfRange);
assert.strictEqual(zlib.crc32('hello'), 0x3610a686);
assert.strictEqual(zlib.crc32('lo', zlib.crc32(Buffer.from('hel'))), 0x3610a686);
assert.strictEqual(zlib.crc32(''), 0);
assert.strictEqual(zlib.crc32(new Uint16Array([1, 2])), zlib.crc32(Buffer.from([1, 0, 2, 0])));

assert.throws(() => { 'use strict'; zlib.constants.Z_OK = 1; }, TypeError);
assert.strictEqual(zlib.codes.Z_DATA_ERROR, -3);
assert.strictEqual(zlib.codes['-3'], 'Z_DATA_ERROR');
assert.strictEqual(zlib.Z_SYNC_FLUSH, zlib.constants.Z_SYNC_FLUSH);
assert.strictEqual(Object.keys(zlib.constants).length, 170);
