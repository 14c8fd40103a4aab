'use strict';

// A Duplex over a native stream handle (tty, pipe): reading starts when somebody wants data, stops when they don't, and a stopped handle does
// not keep the process alive.

const { Duplex } = require('stream');
const { installReader } = require('internal/stream_reader');
const { fields, constants } = internalBinding('env');
const { streamState } = fields;
const { kReadBytesOrError, kLastWriteWasAsync } = constants;

const kHandle = Symbol('kHandle');
const kReading = Symbol('kReading');

// `this` is the handle, whose `owner` is the stream.
function onStreamRead(buffer) {
  const stream = this.owner;
  const size = streamState[kReadBytesOrError];
  if (stream === undefined || stream.destroyed) return;
  if (size > 0) {
    if (!stream.push(buffer)) stopReading(stream);
    return;
  }
  stopReading(stream);
  const { eofErrno } = require('internal/util/uv_codes');
  if (size === eofErrno) {
    stream.push(null);
    stream.read(0);
    return;
  }
  const { ErrnoException } = require('internal/errors');
  stream.destroy(new ErrnoException(size, 'read'));
}

function stopReading(stream) {
  if (!stream[kReading]) return;
  stream[kReading] = false;
  stream[kHandle]?.readStop();
}

function completion(callback, syscall) {
  return function oncomplete(status) {
    if (status >= 0) return callback();
    const { ErrnoException } = require('internal/errors');
    return callback(new ErrnoException(status, syscall));
  };
}

class HandleStream extends Duplex {
  constructor(handle, options) {
    super({ autoDestroy: true, decodeStrings: false, emitClose: true, ...options });
    installReader();
    this[kHandle] = handle;
    this[kReading] = false;
    handle.owner = this;
    handle.onread = onStreamRead;
    this.on('pause', () => process.nextTick(() => {
      if (!this.readableFlowing) stopReading(this);
    }));
    this.on('end', () => stopReading(this));
  }

  get _handle() {
    return this[kHandle];
  }

  _read() {
    const handle = this[kHandle];
    if (handle === null || this[kReading]) return;
    this[kReading] = true;
    const err = handle.readStart();
    if (err !== 0) {
      const { ErrnoException } = require('internal/errors');
      this.destroy(new ErrnoException(err, 'read'));
    }
  }

  _write(chunk, encoding, callback) {
    const { WriteWrap } = internalBinding('stream_wrap');
    const request = new WriteWrap();
    request.oncomplete = completion(callback, 'write');
    const data = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    const err = this[kHandle].writeBuffer(request, data);
    if (err !== 0 || streamState[kLastWriteWasAsync] === 0) request.oncomplete(err);
  }

  _final(callback) {
    const { ShutdownWrap } = internalBinding('stream_wrap');
    const request = new ShutdownWrap();
    request.oncomplete = completion(callback, 'shutdown');
    const err = this[kHandle].shutdown(request);
    if (err !== 0) request.oncomplete(err);
  }

  _destroy(error, callback) {
    const handle = this[kHandle];
    this[kHandle] = null;
    this[kReading] = false;
    if (handle === null) {
      callback(error);
      return;
    }
    handle.owner = undefined;
    handle.close(() => callback(error));
  }

  ref() {
    this[kHandle]?.ref();
    return this;
  }

  unref() {
    this[kHandle]?.unref();
    return this;
  }

  get bytesRead() {
    return this[kHandle]?.bytesRead ?? 0;
  }
}

// The read side of an inherited pipe or socket.
function openPipe(fd) {
  const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');
  const handle = new Pipe(PipeConstants.SOCKET);
  const err = handle.open(fd);
  if (err !== 0) {
    handle.close();
    const { ErrnoException } = require('internal/errors');
    throw new ErrnoException(err, 'open');
  }
  return new HandleStream(handle, { writable: false, allowHalfOpen: true });
}

module.exports = { HandleStream, openPipe };
