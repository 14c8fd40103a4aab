'use strict';
// A whole buffer is one piece of pool work, whatever its size; a stream is one a write.
const common = require('../common');
const assert = require('assert');
const scope = require('isoscope');
const zlib = require('zlib');

const since = scope.history({ limit: 0 }).nextSequence;
const packed = zlib.gzipSync(Buffer.alloc(1 << 20, 'abc'));
zlib.gunzip(packed, common.mustSucceed(() => {
  zlib.brotliCompress('x', common.mustSucceed(() => {
    const stream = zlib.createDeflate();
    stream.resume();
    stream.on('end', common.mustCall(() => {
      setImmediate(common.mustCall(() => {
        const labels = scope.history({ since, kinds: 'pool' }).items.map(({ operation }) => operation);
        assert.deepStrictEqual(labels.slice(0, 2), ['zlib.gunzip', 'zlib.brotliCompress']);
        assert.ok(labels.length > 2 && labels.slice(2).every((label) => label === 'zlib.deflate'), String(labels));
      }));
    }));
    stream.end('x');
  }));
}));
