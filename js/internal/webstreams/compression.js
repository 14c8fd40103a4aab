'use strict';

// CompressionStream and DecompressionStream of the Compression Standard: zlib's streams as web streams.

const { hideFrom } = require('internal/errors');
const { duplexToWeb } = require('internal/webstreams/adapters');
const { defineInspect } = require('internal/webstreams/inspect');
const zlib = require('zlib');

const kCompressors = {
  '__proto__': null,
  'deflate': zlib.createDeflate,
  'deflate-raw': zlib.createDeflateRaw,
  'gzip': zlib.createGzip,
  'brotli': zlib.createBrotliCompress,
};
const kDecompressors = {
  '__proto__': null,
  'deflate': zlib.createInflate,
  'deflate-raw': zlib.createInflateRaw,
  'gzip': zlib.createGunzip,
  'brotli': zlib.createBrotliDecompress,
};

function creatorOf(creators, format, Class) {
  const creator = creators[`${format}`];
  if (creator !== undefined) return creator;
  const error = new TypeError(
    `Failed to construct '${Class.name}': 1st argument value '${format}' is not a valid enum value of type CompressionFormat.`);
  error.code = 'ERR_INVALID_ARG_VALUE';
  throw hideFrom(error, Class);
}

class CompressionStream {
  #pair;

  constructor(format) {
    this.#pair = duplexToWeb(creatorOf(kCompressors, format, CompressionStream)());
  }

  get readable() { return this.#pair.readable; }
  get writable() { return this.#pair.writable; }
}

class DecompressionStream {
  #pair;

  constructor(format) {
    this.#pair = duplexToWeb(creatorOf(kDecompressors, format, DecompressionStream)({ rejectGarbageAfterEnd: true }));
  }

  get readable() { return this.#pair.readable; }
  get writable() { return this.#pair.writable; }
}

for (const Class of [CompressionStream, DecompressionStream]) {
  for (const name of ['readable', 'writable']) Object.defineProperty(Class.prototype, name, { enumerable: true });
  defineInspect(Class, ({ readable, writable }) => ({ readable, writable }));
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: Class.name });
}

module.exports = { CompressionStream, DecompressionStream };
