'use strict';

const common = require('../common');
const assert = require('assert');
const crypto = require('crypto');
const zlib = require('zlib');
const { pipeline, Readable, Writable } = require('stream');

// Incompressible data through small chunks and slow readers arrives whole.
const data = crypto.randomBytes(300000);
const creators = [['createGzip', 'createGunzip'], ['createDeflateRaw', 'createInflateRaw'], ['createBrotliCompress', 'createBrotliDecompress'],
                  ['createZstdCompress', 'createZstdDecompress']];
for (const [create, undo] of creators) {
  const options = { chunkSize: 4096 };
  if (create === 'createBrotliCompress') options.params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 };
  const packer = zlib[create](options);
  const unpacker = zlib[undo]({ chunkSize: 1000 });
  const parts = [];
  const source = [];
  for (let i = 0; i < data.length; i += 10000) source.push(data.subarray(i, i + 10000));
  const sink = new Writable({
    highWaterMark: 100,
    write(chunk, encoding, callback) {
      parts.push(chunk);
      setImmediate(callback);
    },
  });
  pipeline(Readable.from(source), packer, unpacker, sink, common.mustSucceed(() => {
    assert.ok(Buffer.concat(parts).equals(data), create);
    assert.strictEqual(packer.bytesWritten, data.length);
  }));
}

// What is written comes out after a flush, before the end.
const gzip = zlib.createGzip();
const gunzip = zlib.createGunzip();
gzip.pipe(gunzip);
gzip.write('first');
gzip.flush(common.mustCall());
gunzip.once('data', common.mustCall((chunk) => {
  assert.strictEqual(chunk.toString(), 'first');
  gzip.flush(zlib.constants.Z_SYNC_FLUSH, common.mustCall(() => gzip.end('second')));
  gunzip.once('data', common.mustCall((rest) => assert.strictEqual(rest.toString(), 'second')));
}));

// params() takes effect in the middle.
const deflate = zlib.createDeflate({ level: 9 });
const chunks = [];
deflate.on('data', (chunk) => chunks.push(chunk));
const half = Buffer.alloc(20000, 'ab');
deflate.write(half, common.mustSucceed(() => {
  deflate.params(0, zlib.constants.Z_DEFAULT_STRATEGY, common.mustSucceed(() => {
    deflate.end(half);
    deflate.on('end', common.mustCall(() => {
      const packed = Buffer.concat(chunks);
      assert.ok(packed.length > half.length, 'the second half is stored');
      assert.ok(zlib.inflateSync(packed).equals(Buffer.concat([half, half])));
    }));
  }));
}));

// close() calls back once the stream is closed, and a closed one takes no flush.
const closed = zlib.createGzip();
closed.close(common.mustCall(() => assert.strictEqual(closed._closed, true)));
assert.strictEqual(closed.destroyed, true);
