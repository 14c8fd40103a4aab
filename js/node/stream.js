'use strict';

// Node's stream module: the published cut of Node's streams (npm's readable-stream, whose errors and validators are ours) plus what newer
// versions of Node added, and Node 24's buffer sizes.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE }, hideFrom } = require('internal/errors');
const { isArrayBufferView, isUint8Array } = require('internal/util/types');
const { destroy: { errorOrDestroy }, eos, state, stream: Stream } = require('internal/deps/readable-stream');

const { Duplex, Readable, Writable } = Stream;

state.setDefaultHighWaterMark(false, 64 * 1024);

delete Readable.prototype.asIndexedPairs;  // Removed in Node 24.

function define(target, name, value) {
  Object.defineProperty(target, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

// Since Node 22 every view of bytes is a chunk, which the published cut takes for Uint8Array only.
const kChunkTypes = ['string', 'Buffer', 'TypedArray', 'DataView'];

function isPlainChunk(chunk) {
  return typeof chunk === 'string' || chunk === null || chunk === undefined || isUint8Array(chunk);
}
function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

for (const name of ['push', 'unshift']) {
  const original = Readable.prototype[name];
  Readable.prototype[name] = {
    [name](chunk, encoding) {
      if (!isPlainChunk(chunk) && !this._readableState.objectMode) {
        if (isArrayBufferView(chunk)) {
          chunk = bytesOf(chunk);
        } else {
          errorOrDestroy(this, new ERR_INVALID_ARG_TYPE('chunk', kChunkTypes, chunk));
          return false;
        }
      }
      return Reflect.apply(original, this, [chunk, encoding]);
    },
  }[name];
}

const { end: endWith, write: writeChunk } = Writable.prototype;

// `chunk` as bytes where the published cut would refuse it; throws what Node refuses. `self` is the function to hide from the stack.
function asChunk(self, stream, chunk) {
  if (stream._writableState?.objectMode) return chunk;
  if (isArrayBufferView(chunk)) return bytesOf(chunk);
  throw hideFrom(new ERR_INVALID_ARG_TYPE('chunk', kChunkTypes, chunk), self);
}
function write(chunk, encoding, callback) {
  if (chunk === undefined || !isPlainChunk(chunk)) chunk = asChunk(write, this, chunk);
  return Reflect.apply(writeChunk, this, [chunk, encoding, callback]);
}
function end(chunk, encoding, callback) {
  if (typeof chunk !== 'function' && !isPlainChunk(chunk)) chunk = asChunk(end, this, chunk);
  return Reflect.apply(endWith, this, [chunk, encoding, callback]);
}
for (const { prototype } of [Writable, Duplex]) {  // Duplex has copies of Writable's methods.
  prototype.write = write;
  prototype.end = end;
}

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
