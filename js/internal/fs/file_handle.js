'use strict';

// FileHandle: an open file of fs/promises. It counts the operations that use its descriptor, and closes when the last is done.

const { EventEmitter } = require('events');

const { FsError } = require('internal/fs/errors');
const {
  parseFileMode, toUnixTimestamp, validateBufferArray, validateOwner, writePosition,
} = require('internal/fs/paths');
const { readArguments, writeArguments } = require('internal/fs/io_arguments');
const { promisedStats, promisedValue, promisedVoid, settled } = require('internal/fs/request');
const { appendOptions, writeOptions } = require('internal/fs/options');
const { isArrayBufferView } = require('internal/util/types');
const { validateInteger } = require('internal/validators');

const { kDeserialize, kTransfer, markTransferMode } = require('internal/worker/js_transferable');

const binding = internalBinding('fs');
const { UV_EINVAL } = internalBinding('uv');
const promises = () => require('internal/fs/promises');

const kFd = Symbol('kFd');
const kUsers = Symbol('kUsers');
const kClosing = Symbol('kClosing');
const kLive = Symbol('kLive');
const kRef = Symbol('kRef');
const kUnref = Symbol('kUnref');
const kUse = Symbol('kUse');
const kWriteAll = Symbol('kWriteAll');
const kMaking = Symbol('kMaking');

// Closes descriptors whose handle was dropped without close(). Made with the first handle: a startup snapshot cannot hold it.
let forgotten;
function watchForgotten(handle, fd) {
  if (fd === -1) return;
  forgotten ??= new FinalizationRegistry((lost) => {
    binding.close(lost);
    process.emitWarning(`Closing file descriptor ${lost} on garbage collection`);
    process.emitWarning(
      'Closing a FileHandle object on garbage collection is deprecated. Please close FileHandle objects explicitly using ' +
      'FileHandle.prototype.close(). In the future, an error will be thrown if a file descriptor is closed during garbage collection.',
      'DeprecationWarning', 'DEP0137');
  });
  forgotten.register(handle, fd, handle);
}

class FileHandle extends EventEmitter {
  constructor(making, fd) {
    if (making !== kMaking) throw new TypeError('Illegal constructor');
    super();
    this[kFd] = fd;
    this[kUsers] = 1;  // The opener, until it closes.
    this[kClosing] = null;
    watchForgotten(this, fd);
    markTransferMode(this, false, true);
  }

  // To another thread, with the descriptor: this handle is closed then.
  [kTransfer]() {
    if (this[kClosing] !== null || this[kUsers] > 1) {
      const { DOMException } = require('internal/domexception');
      throw new DOMException('Cannot transfer FileHandle while in use', 'DataCloneError');
    }
    const fd = this[kFd];
    this[kFd] = -1;
    forgotten.unregister(this);
    return { data: fd, deserializeInfo: 'internal/fs/file_handle:ReceivedFileHandle' };
  }

  [kDeserialize](fd) {
    this[kFd] = fd;
    watchForgotten(this, fd);
  }

  getAsyncId() { return 0; }

  get fd() { return this[kFd]; }

  // The descriptor for `syscall`; throws when it is closed.
  [kLive](syscall) {
    if (this[kFd] === -1) {
      throw Object.assign(new Error('file closed'), { code: 'EBADF', syscall });
    }
    return this[kFd];
  }

  // Streams keep the descriptor alive beyond a close() that comes meanwhile.
  [kRef]() { this[kUsers]++; }
  [kUnref]() {
    if (--this[kUsers] === 0) this[kClosing]?.start();
  }

  // Runs an operation while holding the descriptor.
  async [kUse](syscall, operation) {
    const fd = this[kLive](syscall);
    this[kUsers]++;
    try {
      return await operation(fd);
    } finally {
      this[kUnref]();
    }
  }

  appendFile(data, options) {
    return this[kUse]('write', async () => promises().write(this, data, appendOptions(options)));
  }

  writeFile(data, options) {
    return this[kUse]('write', async () => promises().write(this, data, writeOptions(options)));
  }

  readFile(options) {
    return this[kUse]('read', () => promises().readFile(this, options));
  }

  chmod(mode) {
    return this[kUse]('fchmod', async (fd) => {
      const request = promisedVoid();
      binding.fchmod(fd, parseFileMode(mode, 'mode'), request);
      return await settled(request, 'fchmod');
    });
  }

  chown(uid, gid) {
    return this[kUse]('fchown', async (fd) => {
      validateOwner(uid, gid);
      const request = promisedVoid();
      binding.fchown(fd, uid, gid, request);
      return await settled(request, 'fchown');
    });
  }

  datasync() {
    return this[kUse]('fdatasync', async (fd) => {
      const request = promisedVoid();
      binding.fdatasync(fd, request);
      return await settled(request, 'fdatasync');
    });
  }

  sync() {
    return this[kUse]('fsync', async (fd) => {
      const request = promisedVoid();
      binding.fsync(fd, request);
      return await settled(request, 'fsync');
    });
  }

  // read(buffer, offset, length, position), read(buffer, options), read(options)
  read(buffer, offset, length, position) {
    return this[kUse]('read', async (fd) => {
      let hasOptions = false;
      if (!isArrayBufferView(buffer)) {
        offset = buffer ?? undefined;
        buffer = buffer?.buffer ?? require('buffer').Buffer.alloc(16384);
        hasOptions = true;
      }
      const to = readArguments(buffer, offset, length, position, hasOptions);
      if (to.length === 0) return { __proto__: null, bytesRead: 0, buffer };
      const request = promisedValue();
      request.data = to.buffer;
      binding.read(fd, to.buffer, to.offset, to.length, to.position, request);
      return { __proto__: null, bytesRead: await settled(request, 'read'), buffer };
    });
  }

  readv(buffers, position) {
    return this[kUse]('readv', async (fd) => {
      validateBufferArray(buffers);
      if (buffers.length === 0) throw new FsError(UV_EINVAL, 'read');
      const request = promisedValue();
      request.data = buffers;
      binding.readv(fd, buffers, writePosition(position), request);
      return { __proto__: null, bytesRead: await settled(request, 'read'), buffers };
    });
  }

  readLines(options = undefined) {
    return require('readline').createInterface({ input: this.createReadStream(options), crlfDelay: Infinity });
  }

  readableWebStream(options) {
    return require('internal/fs/file_handle_web').readableWebStream(this, options, { kClosing, kRef, kUnref });
  }

  stat(options) {
    return this[kUse]('fstat', async (fd) => {
      const bigint = Boolean(options?.bigint);
      const request = promisedStats(bigint);
      binding.fstat(fd, bigint, request);
      return await settled(request, 'fstat');
    });
  }

  truncate(len = 0) {
    return this[kUse]('ftruncate', async (fd) => {
      validateInteger(len, 'len');
      const request = promisedVoid();
      binding.ftruncate(fd, Math.max(0, len), request);
      return await settled(request, 'ftruncate');
    });
  }

  utimes(atime, mtime) {
    return this[kUse]('futimes', async (fd) => {
      atime = toUnixTimestamp(atime, 'atime');
      mtime = toUnixTimestamp(mtime, 'mtime');
      const request = promisedVoid();
      binding.futimes(fd, atime, mtime, request);
      return await settled(request, 'futime');
    });
  }

  // write(buffer, offset, length, position), write(buffer, options), write(string, position, encoding)
  write(buffer, offset, length, position) {
    return this[kUse]('write', async (fd) => {
      if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
      const from = writeArguments(buffer, offset, length, position);
      const request = promisedValue();
      request.data = from.buffer;
      binding.write(fd, from.buffer, from.offset, from.length, from.position, request);
      return { __proto__: null, bytesWritten: await settled(request, 'write'), buffer };
    });
  }

  writev(buffers, position) {
    return this[kUse]('writev', async (fd) => {
      validateBufferArray(buffers);
      if (buffers.length === 0) return { __proto__: null, bytesWritten: 0, buffers };
      const request = promisedValue();
      request.data = buffers;
      binding.writev(fd, buffers, writePosition(position), request);
      return { __proto__: null, bytesWritten: await settled(request, 'write'), buffers };
    });
  }

  async [kWriteAll](bytes) {
    for (let offset = 0; offset < bytes.byteLength;) {
      const { bytesWritten } = await this.write(bytes, offset, bytes.byteLength - offset);
      offset += bytesWritten;
    }
  }

  close() {
    if (this[kFd] === -1) return Promise.resolve();
    if (this[kClosing] !== null) return this[kClosing].promise;
    const { promise, resolve, reject } = Promise.withResolvers();
    const start = () => {
      const fd = this[kFd];
      this[kFd] = -1;
      forgotten.unregister(this);
      const request = promisedVoid();
      binding.close(fd, request);
      settled(request, 'close').then(resolve, reject).finally(() => { this[kClosing] = null; });
    };
    this[kClosing] = { promise, start };
    this[kUnref]();
    this.emit('close');
    return promise;
  }

  async [Symbol.asyncDispose]() { await this.close(); }

  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }
}

function newFileHandle(fd) {
  return new FileHandle(kMaking, fd);
}

// What a transferred handle is made of at its destination.
function ReceivedFileHandle() {
  return new FileHandle(kMaking, -1);
}
ReceivedFileHandle.prototype = FileHandle.prototype;

module.exports = { FileHandle, ReceivedFileHandle, kLive, kRef, kUnref, kWriteAll, newFileHandle };
