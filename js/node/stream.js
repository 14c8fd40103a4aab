'use strict';

// Node's stream module: the published cut of Node's streams (npm's readable-stream, whose errors and validators are ours) plus what newer
// versions of Node added, and Node 24's buffer sizes.

const { AbortError, codes: { ERR_UNKNOWN_ENCODING } } = require('internal/errors');
const { isArrayBufferView, isUint8Array } = require('internal/util/types');
const { eos, state, stream: Stream } = require('internal/deps/readable-stream');

const { Duplex, Readable, Writable } = Stream;

state.setDefaultHighWaterMark(false, 64 * 1024);

delete Readable.prototype.asIndexedPairs;  // Removed in Node 24.

function define(target, name, value) {
  Object.defineProperty(target, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

// An unknown option is an error.
function checkDefaultEncoding(State) {
  const kDefaultEncoding = Symbol('kDefaultEncoding');
  Object.defineProperty(State.prototype, 'defaultEncoding', {
    __proto__: null,
    configurable: true,
    get() { return this[kDefaultEncoding]; },
    set(encoding) {
      if (encoding !== 'utf8' && !require('buffer').Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
      this[kDefaultEncoding] = encoding;
    },
  });
}
checkDefaultEncoding(Readable.ReadableState);
checkDefaultEncoding(Writable.WritableState);

define(Writable.prototype, Symbol.asyncDispose, async function() {
  let error;
  if (!this.destroyed) {
    error = this.writableFinished ? null : new AbortError();
    this.destroy(error);
  }
  await new Promise((resolve, reject) => {
    eos(this, (finalError) => {
      if (finalError && finalError !== error && finalError.name !== 'AbortError') reject(finalError);
      else resolve(null);
    });
  });
});

// Web streams and their adapters load when asked for.
const adapters = () => require('internal/webstreams/adapters');
Readable.fromWeb = function fromWeb(readableStream, options) {
  return adapters().readableFromWeb(readableStream, options);
};
Readable.toWeb = function toWeb(streamReadable, options) {
  return adapters().readableToWeb(streamReadable, options);
};
Writable.fromWeb = function fromWeb(writableStream, options) {
  return adapters().writableFromWeb(writableStream, options);
};
Writable.toWeb = function toWeb(streamWritable) {
  return adapters().writableToWeb(streamWritable);
};
Duplex.fromWeb = function fromWeb(pair, options) {
  return adapters().duplexFromWeb(pair, options);
};
Duplex.toWeb = function toWeb(duplex) {
  return adapters().duplexToWeb(duplex);
};

// In Node's order, so that Object.keys() equals Node's.
const {
  PassThrough, Transform, addAbortSignal, compose, destroy, finished, getDefaultHighWaterMark, isDestroyed, isDisturbed, isErrored, isReadable,
  isWritable, pipeline, setDefaultHighWaterMark,
} = Stream;
for (const name of Object.keys(Stream)) delete Stream[name];

Object.assign(Stream, {
  isDestroyed,
  isDisturbed,
  isErrored,
  isReadable,
  isWritable,
  Readable,
  Writable,
  Duplex,
  Transform,
  PassThrough,
  duplexPair(options) { return require('internal/streams/duplex_pair').duplexPair(options); },
  pipeline,
  addAbortSignal,
  finished,
  destroy,
  compose,
  setDefaultHighWaterMark,
  getDefaultHighWaterMark,
});
Object.defineProperty(Stream, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('stream/promises'); },
});
Stream.Stream = Stream;
Stream._isArrayBufferView = isArrayBufferView;
Stream._isUint8Array = isUint8Array;
Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
  return require('buffer').Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
};

module.exports = Stream;
