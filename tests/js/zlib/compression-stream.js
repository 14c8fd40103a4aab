'use strict';

const common = require('../common');
const assert = require('assert');
const zlib = require('zlib');

const text = 'over and over, '.repeat(1000);

async function collect(readable) {
  const parts = [];
  for await (const part of readable) parts.push(part);
  return Buffer.concat(parts);
}

async function main() {
  for (const [format, undo] of [['gzip', 'gunzipSync'], ['deflate', 'inflateSync'], ['deflate-raw', 'inflateRawSync']]) {
    const packed = await collect(new Blob([text]).stream().pipeThrough(new CompressionStream(format)));
    assert.strictEqual(zlib[undo](packed).toString(), text);
    const plain = await collect(new Blob([packed]).stream().pipeThrough(new DecompressionStream(format)));
    assert.strictEqual(plain.toString(), text);
    await assert.rejects(collect(new Blob([packed.subarray(0, -1)]).stream().pipeThrough(new DecompressionStream(format))));
  }
}

assert.throws(() => new CompressionStream('x'), { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' });
assert.strictEqual(Object.prototype.toString.call(new DecompressionStream('gzip')), '[object DecompressionStream]');
main().then(common.mustCall());
