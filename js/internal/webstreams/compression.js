'use strict';

// CompressionStream and DecompressionStream of the Compression Standard: zlib's streams as web streams.

const { hideFrom } = require('internal/errors');
const { duplexToWeb } = require('internal/webstreams/adapters');
const { customInspectSymbol } = require('internal/util');
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

function inspectPair(self, depth, options) {
  if (depth < 0) return self;
  const { inspect } = require('internal/util/inspect');
  const { readable, writable } = self;
  return `${self.constructor.name} ${inspect({ readable, writable }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

class CompressionStream {
  #pair;

  constructor(format) {
    this.#pair = duplexToWeb(creatorOf(kCompressors, format, CompressionStream)());
  }

  get readable() { return this.#pair.readable; }
  get writable() { return this.#pair.writable; }
  [customInspectSymbol](depth, options) { return inspectPair(this, depth, options); }
}

class DecompressionStream {
  #pair;

  constructor(format) {
    this.#pair = duplexToWeb(creatorOf(kDecompressors, format, DecompressionStream)({ rejectGarbageAfterEnd: true }));
  }

  get readable() { return this.#pair.readable; }
  get writable() { return this.#pair.writable; }
  [customInspectSymbol](depth, options) { return inspectPair(this, depth, options); }
}

for (const Class of [CompressionStream, DecompressionStream]) {
  for (const name of ['readable', 'writable']) Object.defineProperty(Class.prototype, name, { enumerable: true });
  Object.defineProperty(Class.prototype, customInspectSymbol, { enumerable: false });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: Class.name });
}

module.exports = { CompressionStream, DecompressionStream };
