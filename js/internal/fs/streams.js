'use strict';

// fs.ReadStream and fs.WriteStream. They call the functions of the public fs module (or of options.fs), which users may replace.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE, ERR_STREAM_DESTROYED },
} = require('internal/errors');
const { getOptions, getValidatedFd, getValidatedPath, parseFileMode } = require('internal/fs/paths');
const { validateBoolean, validateFunction, validateInteger } = require('internal/validators');
const { deprecate, kEmptyObject } = require('internal/util');
const { Readable, Writable, finished } = require('stream');
const { Buffer } = require('buffer');

const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');
const kIsPerformingIO = Symbol('kIsPerformingIO');
const kIoDone = Symbol('kIoDone');
const kOwnOpen = Symbol('kOwnOpen');
const kOpened = Symbol('kOpened');
const kAhead = Symbol('kAhead');
const kSteady = Symbol('kSteady');
const kPushedAt = Symbol('kPushedAt');

const { now } = Date;

// -- Opening and closing -------------------------------------------------------------------------------------------------------------------

// A FileHandle as an fs whose functions ignore the descriptor that they are given.
function handleFs(handle, close) {
  const callingBack = (promise, callback, names) => {
    promise.then((result) => {
      process.nextTick(callback, null, result[names[0]], result[names[1]]);
    }, (error) => { process.nextTick(callback, error, 0); });
  };
  return {
    read(fd, buffer, offset, length, position, callback) {
      callingBack(handle.read(buffer, offset, length, position), callback, ['bytesRead', 'buffer']);
    },
    write(fd, buffer, offset, length, position, callback) {
      callingBack(handle.write(buffer, offset, length, position), callback, ['bytesWritten', 'buffer']);
    },
    writev(fd, buffers, position, callback) {
      callingBack(handle.writev(buffers, position), callback, ['bytesWritten', 'buffers']);
    },
    close,
  };
}

function importFd(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs ?? require('fs');
    return getValidatedFd(options.fd);
  }
  const { FileHandle, kRef, kUnref } = require('internal/fs/file_handle');
  if (options.fd === null || typeof options.fd !== 'object' || !(options.fd instanceof FileHandle)) {
    throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
  }
  if (options.fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
  const handle = options.fd;
  stream[kHandle] = handle;
  stream[kFs] = handleFs(handle, (fd, callback) => {
    handle[kUnref]();
    handle.close().then(() => process.nextTick(callback), (error) => process.nextTick(callback, error));
  });
  handle[kRef]();
  handle.on('close', () => { stream.close(); });
  return handle.fd;
}

function construct(callback) {
  if (typeof this.fd === 'number') {
    callback();
    return;
  }
  if (this.open !== this[kOwnOpen]) {  // Backwards compatible with graceful-fs, which replaces open().
    const originalEmit = this.emit;
    this.emit = function(...args) {
      if (args[0] === 'open') {
        this.emit = originalEmit;
        callback();
        Reflect.apply(originalEmit, this, args);
      } else if (args[0] === 'error') {
        this.emit = originalEmit;
        callback(args[1]);
      } else {
        Reflect.apply(originalEmit, this, args);
      }
    };
    this.open();
    return;
  }
  this[kFs].open(this.path, this.flags, this.mode, (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    this.fd = fd;
    this[kOpened] = true;
    callback();
    this.emit('open', this.fd);
    this.emit('ready');
  });
}

function close(stream, error, callback) {
  if (!stream.fd) {  // As in Node: a stream of descriptor 0 does not close it.
    callback(error);
    return;
  }
  stream[kFs].close(stream.fd, (closeError) => { callback(closeError || error); });
  stream.fd = null;
}

// Destroying waits for the operation that runs: closing a descriptor under it could hit another file.
function destroyAfterIo(error, callback) {
  if (this[kIsPerformingIO]) this.once(kIoDone, (ioError) => close(this, error || ioError, callback));
  else close(this, error, callback);
}

// A copy with what the options inherit, which Node has always taken.
function copyOptions(options) {
  const copy = {};
  for (const name in options) copy[name] = options[name];
  return copy;
}

function takeCommonOptions(stream, options) {
  if (options.autoDestroy === undefined) options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (options.fd == null) {
    stream.fd = null;
    stream[kFs] = options.fs || require('fs');
    validateFunction(stream[kFs].open, 'options.fs.open');
  } else {
    stream.fd = importFd(stream, options);
  }
  if (options.autoDestroy) validateFunction(stream[kFs].close, 'options.fs.close');
}

// What both streams have besides their direction.
function defineCommon(Stream, stateName) {
  const stateOf = (stream) => {
    if (stream[stateName] === undefined) throw new ERR_INVALID_THIS(Stream.name);
    return stream[stateName];
  };
  Object.defineProperty(Stream.prototype, 'autoClose', {
    __proto__: null,
    configurable: true,
    get() { return stateOf(this).autoDestroy; },
    set(value) { stateOf(this).autoDestroy = value; },
  });
  Object.defineProperty(Stream.prototype, 'pending', {
    __proto__: null,
    configurable: true,
    get() { return this.fd === null; },
  });
  const open = deprecate(function() {}, `${Stream.name}.prototype.open() is deprecated`, 'DEP0135');
  Stream.prototype.open = open;
  Object.defineProperty(Stream.prototype, kOwnOpen, { __proto__: null, value: open });
  Stream.prototype._construct = construct;
  Stream.prototype._destroy = destroyAfterIo;
}

// -- Reading -------------------------------------------------------------------------------------------------------------------------------

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = copyOptions(getOptions(options, kEmptyObject));
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  takeCommonOptions(this, options);
  validateFunction(this[kFs].read, 'options.fs.read');
  if (options.fd == null) {
    this.path = getValidatedPath(path);
    this.flags = options.flags === undefined ? 'r' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
  }
  this.start = options.start;
  this.end = options.end === undefined ? Infinity : options.end;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  this[kOpened] = false;
  this[kAhead] = [];
  this[kSteady] = 0;
  this[kPushedAt] = 0;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);
defineCommon(ReadStream, '_readableState');

// A file that this stream alone reads, through the real fs, is read ahead once its consumer has kept up for some chunks: a call to the pool, with
// the two changes of thread that it takes, costs as much as reading a chunk. A consumer that falls behind is read for chunk by chunk again.
const kAheadChunks = 4;
const kSteadyChunks = 4;
const kLateMs = 10;
const kLeastChunk = 16 * 1024;
const kMostChunk = 64 * 1024;

function readsAhead(stream, n) {
  if (!stream[kOpened] || n < kLeastChunk || n > kMostChunk) return false;
  if (now() - stream[kPushedAt] >= kLateMs) stream[kSteady] = 0;
  if (stream[kSteady] < kSteadyChunks) return false;
  const own = require('internal/fs/callbacks');
  return stream[kFs].read === own.read && stream[kFs].readv === own.readv;
}

function exactly(buffer, size) {
  if (size === buffer.length) return buffer;
  // A slow slice: what is read is kept by its consumer, and the unused rest should not be kept with it.
  const exact = Buffer.allocUnsafeSlow(size);
  buffer.copy(exact, 0, 0, size);
  return exact;
}

function deliver(stream, chunk) {
  if (stream.pos !== undefined) stream.pos += chunk.length;
  stream.bytesRead += chunk.length;
  stream[kSteady]++;
  if (stream[kOpened]) stream[kPushedAt] = now();
  stream.push(chunk);
}

function deliverNext(stream) {
  if (!stream.destroyed) deliver(stream, stream[kAhead].shift());
}

function readAhead(stream, n, most) {
  const count = Math.min(kAheadChunks, Math.ceil(most / n));
  const buffers = new Array(count);
  for (let i = 0; i < count; i++) buffers[i] = Buffer.allocUnsafeSlow(Math.min(n, most - i * n));
  stream[kIsPerformingIO] = true;
  stream[kFs].readv(stream.fd, buffers, stream.pos ?? null, (error, bytesRead) => {
    if (!mayGoOn(stream, error, bytesRead)) return;
    const chunks = [];
    for (let i = 0; i < count && bytesRead > 0; i++) {
      const size = Math.min(buffers[i].length, bytesRead);
      chunks.push(exactly(buffers[i], size));
      bytesRead -= size;
      if (size !== n) stream[kSteady] = -1;  // The end is near, or this is no file.
    }
    if (chunks.length < count) stream[kSteady] = -1;
    const [first] = chunks.splice(0, 1);
    stream[kAhead] = chunks;
    deliver(stream, first);
  });
}

// After a read: whether there is something to deliver.
function mayGoOn(stream, error, bytesRead) {
  stream[kIsPerformingIO] = false;
  if (stream.destroyed) {  // Destroying waits for us.
    stream.emit(kIoDone, error);
    return false;
  }
  if (error) {
    require('internal/streams/support').errorOrDestroy(stream, error);
    return false;
  }
  if (bytesRead > 0) return true;
  stream.push(null);
  return false;
}

ReadStream.prototype._read = function(n) {
  if (this[kAhead].length > 0) {
    process.nextTick(deliverNext, this);
    return;
  }
  const most = this.end - (this.pos === undefined ? this.bytesRead : this.pos) + 1;
  if (most > n && readsAhead(this, n)) {
    readAhead(this, n, most);
    return;
  }
  n = Math.min(most, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  const buffer = Buffer.allocUnsafeSlow(n);
  this[kIsPerformingIO] = true;
  this[kFs].read(this.fd, buffer, 0, n, this.pos, (error, bytesRead, data) => {
    if (mayGoOn(this, error, bytesRead)) deliver(this, exactly(data, bytesRead));
  });
};

ReadStream.prototype.close = function(callback) {
  if (typeof callback === 'function') finished(this, callback);
  this.destroy();
};

// -- Writing -------------------------------------------------------------------------------------------------------------------------------

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = copyOptions(getOptions(options, kEmptyObject));
  options.decodeStrings = true;  // The file takes bytes only.
  takeCommonOptions(this, options);
  if (options.fd == null) {
    this.path = getValidatedPath(path);
    this.flags = options.flags === undefined ? 'w' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : parseFileMode(options.mode, 'mode');
  }
  if (options.flush == null) {
    this.flush = false;
  } else {
    validateBoolean(options.flush, 'options.flush');
    this.flush = options.flush;
  }
  if (!this[kHandle]) {
    if (!this[kFs].write && !this[kFs].writev) throw new ERR_INVALID_ARG_TYPE('options.fs.write', 'function', this[kFs].write);
    if (this[kFs].write) validateFunction(this[kFs].write, 'options.fs.write');
    if (this[kFs].writev) validateFunction(this[kFs].writev, 'options.fs.writev');
    // A user's fs may lack one of the two; the stream then uses the other.
    if (!this[kFs].writev) this._writev = null;
    if (!this[kFs].write) this._write = null;
    if (this.flush) validateFunction(this[kFs].fsync, 'options.fs.fsync');
  }
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);
defineCommon(WriteStream, '_writableState');

// Repeats a write until all is written; a write of nothing five times in a row is given up.
function writeFully(stream, start, size, callback) {
  let idle = 0;
  const next = (error, written) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) {
      callback(error || new ERR_STREAM_DESTROYED('write'));
      return;
    }
    stream.bytesWritten += written;
    idle = written ? 0 : idle + 1;
    size -= written;
    if (stream.pos !== undefined) stream.pos += written;
    if (size <= 0) callback();
    else if (idle > 5) callback(new Error('writev failed'));
    else start(written, next);
  };
  start(0, next);
}

WriteStream.prototype._write = function(data, encoding, callback) {
  this[kIsPerformingIO] = true;
  let offset = 0;
  writeFully(this, (written, next) => {
    offset += written;
    this[kFs].write(this.fd, data, offset, data.length - offset, this.pos, next);
  }, data.length, ioDone(this, callback));
};

WriteStream.prototype._writev = function(data, callback) {
  let chunks = data.map(({ chunk }) => chunk);
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  this[kIsPerformingIO] = true;
  writeFully(this, (written, next) => {
    if (written > 0) chunks = [Buffer.concat(chunks).subarray(written)];
    this[kFs].writev(this.fd, chunks, this.pos ?? null, next);
  }, size, ioDone(this, callback));
};

function ioDone(stream, callback) {
  return (error) => {
    stream[kIsPerformingIO] = false;
    if (stream.destroyed) {
      callback(error);
      stream.emit(kIoDone, error);
      return;
    }
    callback(error);
  };
}

WriteStream.prototype._final = function(callback) {
  if (!this.flush || this.fd === null) {
    callback();
    return;
  }
  if (this[kHandle]) this[kHandle].sync().then(() => callback(), callback);
  else this[kFs].fsync(this.fd, callback);
};

WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // Without autoClose nothing else ends the stream's life after its last byte.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

WriteStream.prototype.destroySoon = WriteStream.prototype.end;

function createReadStream(path, options) {
  return new ReadStream(path, options);
}
function createWriteStream(path, options) {
  return new WriteStream(path, options);
}

module.exports = { ReadStream, WriteStream, createReadStream, createWriteStream };
