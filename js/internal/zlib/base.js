'use strict';

// ZlibBase: the Transform behind every class of zlib, over a native codec that writes on the pool or at once.

const { Zlib: Handle, constants } = internalBinding('zlib');
const {
  codes: { ERR_BUFFER_TOO_LARGE, ERR_INTERNAL_ASSERTION, ERR_TRAILING_JUNK_AFTER_STREAM_END },
  genericNodeError,
} = require('internal/errors');
const { Buffer } = require('buffer');
const { Transform, finished } = require('stream');
const { baseOptions, configOf, flushesOf } = require('internal/zlib/options');

const { Z_BLOCK, Z_FINISH, Z_FULL_FLUSH, Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH } = constants;

const kFlush = Symbol('kFlushFlag');
const kError = Symbol('kError');
const kOwner = Symbol('owner_symbol');

function zlibError(message, errno, code) {
  return genericNodeError(message, { errno, code });
}

// The native side says so; there is no way on from it.
function onError(message, errno, code) {
  const self = this[kOwner];
  const error = zlibError(message, errno, code);
  self.destroy(error);
  self[kError] = error;
}

// An empty chunk for each kind of flush goes through the stream like data, so that it keeps its place between the writes.
const flushChunks = [];
for (let kind = 0; kind <= Z_BLOCK; kind++) {
  flushChunks[kind] = Buffer.alloc(0);
  flushChunks[kind][kFlush] = kind;
}

// Of two kinds of flush due at once, the stronger is done.
const kByStrength = [Z_NO_FLUSH, Z_BLOCK, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH];
function stronger(a, b) {
  return kByStrength.indexOf(a) > kByStrength.indexOf(b) ? a : b;
}

function closeHandle(self) {
  self._handle?.close();
  self._handle = null;
}

// How much a handle has given since it was called: the output's bounds move with it. What is left over stays for the next call.
function takeOutput(self, roomBefore, roomAfter) {
  const have = roomBefore - roomAfter;
  if (have < 0) throw new ERR_INTERNAL_ASSERTION('have should not go down');
  const offset = self._outOffset;
  const out = have > 0 ? self._outBuffer.subarray(offset, offset + have) : undefined;
  self._outOffset += have;
  if (roomAfter === 0 || self._outOffset >= self._chunkSize) {
    self._outOffset = 0;
    self._outBuffer = Buffer.allocUnsafe(self._chunkSize);
  }
  return out;
}

function writeSync(self, chunk, flush) {
  const handle = self._handle;
  const buffers = [];
  let total = 0;
  let offset = 0;
  let length = chunk.byteLength;
  while (true) {
    const room = self._chunkSize - self._outOffset;
    const failure = handle.writeSync(flush, chunk, offset, length, self._outBuffer, self._outOffset, room);
    if (failure !== undefined) {
      self.on('error', () => {});  // It is thrown.
      Reflect.apply(onError, handle, failure);
      throw self[kError];
    }
    const { 0: roomAfter, 1: lengthAfter } = self._writeState;
    const out = takeOutput(self, room, roomAfter);
    if (out !== undefined) {
      buffers.push(out);
      total += out.byteLength;
      if (total > self._maxOutputLength) {
        closeHandle(self);
        throw new ERR_BUFFER_TOO_LARGE(self._maxOutputLength);
      }
    }
    offset += length - lengthAfter;
    length = lengthAfter;
    if (roomAfter !== 0) break;
  }
  self.bytesWritten = offset;
  closeHandle(self);
  return buffers.length === 1 ? buffers[0] : Buffer.concat(buffers, total);
}

function startWrite(self) {
  const handle = self._handle;
  handle.room = self._chunkSize - self._outOffset;
  handle.write(handle.flushFlag, handle.buffer, handle.inOff, handle.availInBefore, self._outBuffer, self._outOffset, handle.room);
}

function write(self, chunk, flush, callback) {
  const handle = self._handle;
  if (!handle) {
    process.nextTick(callback);
    return;
  }
  handle.buffer = chunk;
  handle.cb = callback;
  handle.availInBefore = chunk.byteLength;
  handle.inOff = 0;
  handle.flushFlag = flush;
  startWrite(self);
}

// After each step on the pool; `this` is the handle.
function onWritten() {
  const self = this[kOwner];
  const { 0: roomAfter, 1: lengthAfter } = self._writeState;
  if (self.destroyed) {
    this.buffer = null;
    this.cb();
    return;
  }
  const taken = this.availInBefore - lengthAfter;
  self.bytesWritten += taken;
  const out = takeOutput(self, this.room, roomAfter);
  const isFull = out !== undefined && !self.push(out);
  if (self.destroyed) {
    this.cb();
    return;
  }
  if (roomAfter === 0) {
    this.inOff += taken;
    this.availInBefore = lengthAfter;
    if (!isFull) {
      startWrite(self);
      return;
    }
    // Goes on when somebody reads.
    const read = self._read;
    self._read = (n) => {
      self._read = read;
      startWrite(self);
      self._read(n);
    };
    return;
  }
  if (lengthAfter > 0) {
    // There was room, so the codec wants no more: its stream has ended before the data.
    if (self._rejectGarbageAfterEnd) {
      const error = new ERR_TRAILING_JUNK_AFTER_STREAM_END();
      self.destroy(error);
      this.cb(error);
      return;
    }
    self.push(null);
  }
  this.buffer = null;
  this.cb();
}

function ZlibBase(options, mode) {
  const config = configOf(options, mode);
  const { chunkSize, flush, finishFlush, maxOutputLength } = baseOptions(options, mode);
  if (options && (options.encoding || options.objectMode || options.writableObjectMode)) {
    options = { ...options, encoding: null, objectMode: false, writableObjectMode: false };
  }
  this._writeState = new Uint32Array(2);
  const handle = new Handle(
    config.mode, config.windowBits, config.level, config.memLevel, config.strategy, config.dictionary, config.params, config.pledgedSrcSize,
    this._writeState, onWritten);
  Reflect.apply(Transform, this, [{ autoDestroy: true, ...options }]);
  this[kError] = null;
  this.bytesWritten = 0;
  this._handle = handle;
  handle[kOwner] = this;
  handle.onerror = onError;
  this._outBuffer = Buffer.allocUnsafe(chunkSize);
  this._outOffset = 0;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flush;
  this._finishFlushFlag = finishFlush;
  this._defaultFullFlushFlag = flushesOf(mode).fullFlush;
  this._info = options?.info;
  this._maxOutputLength = maxOutputLength;
  this._rejectGarbageAfterEnd = options?.rejectGarbageAfterEnd === true;
  this._level = config.level;
  this._strategy = config.strategy;
  this._mode = mode;
}
Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

Object.defineProperty(ZlibBase.prototype, '_closed', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return !this._handle; },
});

function checkOpen(self) {
  if (!self._handle) throw new ERR_INTERNAL_ASSERTION('zlib binding closed');
}

ZlibBase.prototype.reset = function reset() {
  checkOpen(this);
  const failure = this._handle.reset();
  if (failure !== undefined) Reflect.apply(onError, this._handle, failure);
};

// An empty last write, which finishes what no chunk has.
ZlibBase.prototype._flush = function _flush(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

ZlibBase.prototype._final = function _final(callback) {
  callback();
};

ZlibBase.prototype.flush = function flush(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(flushChunks[kind], '', callback);
  }
};

ZlibBase.prototype.close = function close(callback) {
  if (callback) finished(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function _destroy(error, callback) {
  closeHandle(this);
  callback(error);
};

ZlibBase.prototype._transform = function _transform(chunk, encoding, callback) {
  let flush = chunk[kFlush] ?? this._defaultFlushFlag;
  if (this.writableEnded && this.writableLength === chunk.byteLength) flush = stronger(flush, this._finishFlushFlag);
  write(this, chunk, flush, callback);
};

ZlibBase.prototype._processChunk = function _processChunk(chunk, flush, callback) {
  if (typeof callback === 'function') return write(this, chunk, flush, callback);
  return writeSync(this, chunk, flush);
};

module.exports = { ZlibBase, checkOpen, onError, stronger, writeSync, zlibError };
