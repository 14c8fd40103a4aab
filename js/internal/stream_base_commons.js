'use strict';

// What every stream over a native handle shares: reads that arrive from C++, writes that go there, shutdown, and the idle timeout.
// A handle's `onread` is what its reads call; its owner is under owner_symbol.

const { fields, constants } = internalBinding('env');
const { ErrnoException } = require('internal/errors');
const { symbols: { owner_symbol } } = require('internal/async_hooks');
const { kTimeout, setUnrefTimeout, getTimerDuration } = require('internal/timers');
const { clearTimeout } = require('timers');
const { validateFunction } = require('internal/validators');
const { isUint8Array } = require('internal/util/types');
const { installReader } = require('internal/stream_reader');
const { eofErrno } = require('internal/util/uv_codes');

const { streamState } = fields;
const { kReadBytesOrError, kBytesWritten, kLastWriteWasAsync } = constants;

const kMaybeDestroy = Symbol('kMaybeDestroy');
const kUpdateTimer = Symbol('kUpdateTimer');
const kAfterAsyncWrite = Symbol('kAfterAsyncWrite');
const kBuffer = Symbol('kBuffer');
const kBufferGen = Symbol('kBufferGen');
const kBufferCb = Symbol('kBufferCb');
const kSession = Symbol('kSession');

function noop() {}

// ---- Reading ----

function stopAfterFullBuffer(handle, stream) {
  handle.reading = false;
  if (stream.destroyed) return;
  const err = handle.readStop();
  if (err) stream.destroy(new ErrnoException(err, 'read'));
}

// The user's own buffer was filled: true to go on.
function deliverToUser(handle, stream, size) {
  const goOn = stream[kBufferCb](size, stream[kBuffer]) !== false;
  const generate = stream[kBufferGen];
  if (generate !== null) {
    const next = generate();
    if (isUint8Array(next)) {
      stream[kBuffer] = next;
      handle.useUserBuffer(next);
    }
  }
  return goOn;
}

function onEnd(stream) {
  if (stream._readableState.endEmitted) {
    stream[kMaybeDestroy]?.();
    return;
  }
  if (stream[kMaybeDestroy]) stream.on('end', stream[kMaybeDestroy]);
  stream.push(null);
  stream.read(0);
}

function onStreamRead(buffer) {
  const size = streamState[kReadBytesOrError];
  const stream = this[owner_symbol];
  stream[kUpdateTimer]();
  if (size > 0 && !stream.destroyed) {
    const goOn = stream[kBuffer] ? deliverToUser(this, stream, size) : stream.push(buffer);
    if (!goOn) stopAfterFullBuffer(this, stream);
    return;
  }
  if (size >= 0) return;
  if (size === eofErrno) onEnd(stream);
  else stream.destroy(new ErrnoException(size, 'read'));
}

// ---- Writing ----

// What a write that the kernel did not take whole completes with.
function onWriteComplete(status) {
  const stream = this.handle[owner_symbol];
  const { callback } = this;
  if (stream?.destroyed) {
    callback?.(null);
    return;
  }
  if (status < 0) {
    const error = new ErrnoException(status, 'write', this.error);
    if (callback) callback(error);
    else stream.destroy(error);
    return;
  }
  stream?.[kUpdateTimer]();
  stream?.[kAfterAsyncWrite]?.(this);
  callback?.(undefined);
}

function completeWrite(handle, error, bytes, callback) {
  const { WriteWrap } = internalBinding('stream_wrap');
  const request = new WriteWrap();
  request.handle = handle;
  request.oncomplete = onWriteComplete;
  request.async = true;
  request.bytes = bytes;
  request.buffer = null;
  request.callback = callback;
  const err = handle.finishWrite(request);
  if (err !== 0) callback(new ErrnoException(err, 'write'));
}

// The end of a call that wrote: returns the number of bytes when some of them are still on their way, else 0.
function afterWrite(handle, err, callback) {
  if (err !== 0) {
    callback(new ErrnoException(err, 'write'));
    return 0;
  }
  if (streamState[kLastWriteWasAsync] === 0) {
    callback();
    return 0;
  }
  const bytes = streamState[kBytesWritten];
  completeWrite(handle, err, bytes, callback);
  return bytes;
}

function writeChunk(handle, data, encoding) {
  if (typeof data !== 'string') return handle.writeBuffer(null, data);
  switch (encoding) {
    case 'utf8':
    case 'utf-8':
      return handle.writeUtf8String(null, data);
    case 'latin1':
    case 'binary':
      return handle.writeLatin1String(null, data);
    case 'ascii':
      return handle.writeAsciiString(null, data);
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return handle.writeUcs2String(null, data);
    default:
      return handle.writeBuffer(null, Buffer.from(data, encoding));
  }
}

// Both return the bytes under way.
function writeGeneric(stream, data, encoding, callback) {
  const handle = stream._handle;
  return afterWrite(handle, writeChunk(handle, data, encoding), callback);
}

function writevGeneric(stream, data, callback) {
  const handle = stream._handle;
  const allBuffers = data.allBuffers;
  const count = data.length;
  let chunks;
  if (allBuffers) {
    chunks = new Array(count);
    for (let i = 0; i < count; i++) chunks[i] = data[i].chunk;
  } else {
    chunks = new Array(count * 2);
    for (let i = 0; i < count; i++) {
      chunks[i * 2] = data[i].chunk;
      chunks[i * 2 + 1] = data[i].encoding;
    }
  }
  return afterWrite(handle, handle.writev(null, chunks, allBuffers), callback);
}

// ---- The idle timeout ----

function setStreamTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  // Checks the type too.
  msecs = getTimerDuration(msecs, 'msecs');
  // Even a timeout of 0 changes what was set.
  clearTimeout(this[kTimeout]);
  if (msecs === 0) {
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.removeListener('timeout', callback);
    }
  } else {
    this[kTimeout] = setUnrefTimeout(this._onTimeout.bind(this), msecs);
    if (this[kSession]) this[kSession][kUpdateTimer]();
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.once('timeout', callback);
    }
  }
  return this;
}

module.exports = {
  installReader,
  kAfterAsyncWrite,
  kBuffer,
  kBufferCb,
  kBufferGen,
  kMaybeDestroy,
  kSession,
  kUpdateTimer,
  noop,
  onStreamRead,
  setStreamTimeout,
  streamState,
  writeGeneric,
  writevGeneric,
};
