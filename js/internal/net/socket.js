'use strict';

// net.Socket: a Duplex over a TCP or pipe handle. How it gets connected is in internal/net/connect.

const { Duplex } = require('stream');
const {
  AbortError,
  ErrnoException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_HANDLE_TYPE, ERR_SOCKET_CLOSED, ERR_SOCKET_CLOSED_BEFORE_CONNECTION },
  genericNodeError,
} = require('internal/errors');
const { asyncIdSymbol, symbols: { owner_symbol } } = require('internal/async_hooks');
const { normalizedArgsSymbol } = require('internal/net');
const { asyncIdOf, createHandle, newPipeSocket, newTcpSocket } = require('internal/net/handles');
const { normalizeArgs } = require('internal/net/options');
const {
  installReader, kAfterAsyncWrite, kBuffer, kBufferCb, kBufferGen, kUpdateTimer, noop, onStreamRead, setStreamTimeout, writeGeneric, writevGeneric,
} = require('internal/stream_base_commons');
const { kTimeout } = require('internal/timers');
const { isUint8Array } = require('internal/util/types');
const { validateAbortSignal, validateNumber } = require('internal/validators');
const { UV_ENOTCONN } = internalBinding('uv');
const debug = require('internal/util/debuglog').debuglog('net');

const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');
const kLastWriteQueueSize = Symbol('lastWriteQueueSize');
const kSetNoDelay = Symbol('kSetNoDelay');
const kSetKeepAlive = Symbol('kSetKeepAlive');
const kSetKeepAliveInitialDelay = Symbol('kSetKeepAliveInitialDelay');
const kClosed = Symbol('kClosed');

function initSocketHandle(self) {
  self._undestroy();
  self._sockname = undefined;
  const handle = self._handle;
  if (!handle) return;
  installReader();
  handle[owner_symbol] = self;
  handle.onread = onStreamRead;
  self[asyncIdSymbol] = asyncIdOf(handle);
  let userBuffer = self[kBuffer];
  if (!userBuffer) return;
  const generate = self[kBufferGen];
  if (generate !== null) {
    userBuffer = generate();
    if (!isUint8Array(userBuffer)) return;
    self[kBuffer] = userBuffer;
  }
  handle.useUserBuffer(userBuffer);
}

function tryReadStart(socket) {
  const handle = socket._handle;
  handle.reading = true;
  const err = handle.readStart();
  if (err) socket.destroy(new ErrnoException(err, 'read'));
}

function checkOptions(options) {
  if (options?.objectMode) throw new ERR_INVALID_ARG_VALUE('options.objectMode', options.objectMode, 'is not supported');
  for (const name of ['readableObjectMode', 'writableObjectMode']) {
    if (options?.[name]) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, options[name], 'is not supported');
  }
  if (options?.keepAliveInitialDelay !== undefined) validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
}

function useOnRead(self, onread) {
  if (onread === null || typeof onread !== 'object' || typeof onread.callback !== 'function') return;
  if (typeof onread.buffer === 'function') {
    self[kBuffer] = true;
    self[kBufferGen] = onread.buffer;
  } else if (isUint8Array(onread.buffer)) {
    self[kBuffer] = onread.buffer;
  } else {
    return;
  }
  self[kBufferCb] = onread.callback;
}

function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  checkOptions(options);

  this.connecting = false;
  this._hadError = false;
  this._parent = null;
  this._host = null;
  this._handle = null;
  this._closeAfterHandlingError = false;
  this[kLastWriteQueueSize] = 0;
  this[kTimeout] = null;
  this[kBuffer] = null;
  this[kBufferCb] = null;
  this[kBufferGen] = null;

  options = typeof options === 'number' ? { fd: options } : { ...options };
  const { signal } = options;
  options.signal = undefined;  // Ours: an abort before the connection is an abort of the connection.
  options.allowHalfOpen = Boolean(options.allowHalfOpen);
  options.emitClose = false;  // After the handle is closed.
  options.autoDestroy = true;
  options.decodeStrings = false;  // Strings are encoded on their way into the kernel.
  Reflect.apply(Duplex, this, [options]);

  if (options.handle) {
    this._handle = options.handle;
    this[asyncIdSymbol] = asyncIdOf(this._handle);
  } else if (options.fd !== undefined) {
    this._handle = createHandle(options.fd, false);
    const err = this._handle.open(options.fd);
    if (err) throw new ErrnoException(err, 'open');
    this[asyncIdSymbol] = this._handle.getAsyncId();
  }
  useOnRead(this, options.onread ?? null);
  if (options.blockList) {
    const { BlockList } = require('internal/blocklist');
    if (!BlockList.isBlockList(options.blockList)) throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList);
    this.blockList = options.blockList;
  }

  this[kSetNoDelay] = Boolean(options.noDelay);
  this[kSetKeepAlive] = Boolean(options.keepAlive);
  this[kSetKeepAliveInitialDelay] = Math.max(0, Math.trunc(options.keepAliveInitialDelay / 1000) || 0);

  this.on('end', onReadableStreamEnd);
  initSocketHandle(this);
  this._pendingData = null;
  this._pendingEncoding = '';

  // A handle that is there already is readable: a read of 0 starts it without asking for data.
  if (this._handle && options.readable !== false && !options.noRead) {
    if (options.pauseOnCreate) {
      this._handle.reading = false;
      this._handle.readStop();
      this.readableFlowing = false;
    } else if (!options.manualStart) {
      this.read(0);
    }
  }
  if (signal) addAbortSignal(this, signal);

  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  this.server = null;
  this._server = null;
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

function addAbortSignal(self, signal) {
  validateAbortSignal(signal, 'signal');
  const onAbort = () => {
    disposable?.[Symbol.dispose]();
    self._aborted = true;
    self.destroy(new AbortError(undefined, { cause: signal.reason }));
  };
  let disposable;
  if (signal.aborted) {
    process.nextTick(onAbort);
  } else {
    process.nextTick(() => {
      disposable = require('events').addAbortListener(signal, onAbort);
      self.once('close', () => disposable[Symbol.dispose]());
    });
  }
}

// The other side has ended, and this one may not write on when half-open is not allowed.
function onReadableStreamEnd() {
  if (!this.allowHalfOpen) {
    this.write = writeAfterFIN;
  }
}

function writeAfterFIN(chunk, encoding, callback) {
  if (!this.writableEnded) {
    return Reflect.apply(Duplex.prototype.write, this, [chunk, encoding, callback]);
  }
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  const error = genericNodeError('This socket has been ended by the other party', { code: 'EPIPE' });
  if (typeof callback === 'function') process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

// ---- Reading ----

Socket.prototype._read = function(size) {
  debug('_read - n %d isConnecting? %s hasHandle? %s', size, Boolean(this.connecting), Boolean(this._handle));
  if (this.connecting || !this._handle) this.once('connect', () => this._read(size));
  else if (!this._handle.reading) tryReadStart(this);
};

Socket.prototype.pause = function() {
  if (this[kBuffer] && !this.connecting && this._handle?.reading) {
    this._handle.reading = false;
    if (!this.destroyed) {
      const err = this._handle.readStop();
      if (err) this.destroy(new ErrnoException(err, 'read'));
    }
  }
  return Reflect.apply(Duplex.prototype.pause, this, []);
};

// With the user's own buffer there is no buffered data whose reading would start the handle.
function startUserBuffer(self) {
  if (self[kBuffer] && !self.connecting && self._handle && !self._handle.reading) tryReadStart(self);
}

Socket.prototype.resume = function() {
  startUserBuffer(this);
  return Reflect.apply(Duplex.prototype.resume, this, []);
};

Socket.prototype.read = function(n) {
  startUserBuffer(this);
  return Reflect.apply(Duplex.prototype.read, this, [n]);
};

// ---- Writing ----

Socket.prototype._writeGeneric = function(writev, data, encoding, callback) {
  // A Writable writes one at a time, so there is at most one of these.
  if (this.connecting) {
    this._pendingData = data;
    this._pendingEncoding = encoding;
    function onClose() {
      callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
    }
    this.once('connect', function connect() {
      this.off('close', onClose);
      this._writeGeneric(writev, data, encoding, callback);
    });
    this.once('close', onClose);
    return false;
  }
  this._pendingData = null;
  this._pendingEncoding = '';
  if (!this._handle) {
    callback(new ERR_SOCKET_CLOSED());
    return false;
  }
  this._unrefTimer();
  const bytesUnderWay = writev ? writevGeneric(this, data, callback) : writeGeneric(this, data, encoding, callback);
  if (bytesUnderWay !== 0) this[kLastWriteQueueSize] = bytesUnderWay;
  return undefined;
};

Socket.prototype._writev = function(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

Socket.prototype._write = function(data, encoding, callback) {
  this._writeGeneric(false, data, encoding, callback);
};

Socket.prototype[kAfterAsyncWrite] = function() {
  this[kLastWriteQueueSize] = 0;
};

Socket.prototype.end = function(data, encoding, callback) {
  Reflect.apply(Duplex.prototype.end, this, [data, encoding, callback]);
  return this;
};

function onShutdown(status) {
  const self = this.handle[owner_symbol];
  debug('afterShutdown destroyed=%j', self?.destroyed, self?._readableState);
  this.callback();
}

Socket.prototype._final = function(callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
    return;
  }
  if (!this._handle) {
    callback();
    return;
  }
  const { ShutdownWrap } = internalBinding('stream_wrap');
  const request = new ShutdownWrap();
  request.oncomplete = onShutdown;
  request.handle = this._handle;
  request.callback = callback;
  const err = this._handle.shutdown(request);
  if (err === 1 || err === UV_ENOTCONN) callback();  // Done at once, or there is nobody to tell.
  else if (err !== 0) callback(new ErrnoException(err, 'shutdown'));
};

// ---- The end ----

Socket.prototype.destroySoon = function() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

function closeSocketHandle(self, hadError, clean) {
  if (!self._handle) return;
  self._handle.close(() => {
    debug('emit close');
    self.emit('close', hadError);
    if (clean) {
      self._handle.onread = noop;
      self._handle = null;
      self._sockname = null;
    }
  });
}

function emitClose(self) {
  self.emit('close');
}

Socket.prototype._destroy = function(exception, callback) {
  debug('destroy');
  this.connecting = false;
  const { clearTimeout } = require('timers');
  for (let socket = this; socket !== null; socket = socket._parent) clearTimeout(socket[kTimeout]);

  const handle = this._handle;
  if (handle) {
    const hadError = Boolean(exception);
    this[kBytesRead] = handle.bytesRead;
    this[kBytesWritten] = handle.bytesWritten;
    if (this.resetAndClosing) {
      this.resetAndClosing = false;
      const err = handle.reset(() => this.emit('close', hadError));
      if (err) this.emit('error', new ErrnoException(err, 'reset'));
    } else if (this._closeAfterHandlingError) {
      // Data that came before the error is looked at first.
      queueMicrotask(() => closeSocketHandle(this, hadError, true));
    } else {
      closeSocketHandle(this, hadError);
    }
    if (!this._closeAfterHandlingError) {
      handle.onread = noop;
      this._handle = null;
      this._sockname = null;
    }
    callback(exception);
  } else {
    callback(exception);
    process.nextTick(emitClose, this);
  }
  if (this._server) {
    debug('has server');
    this._server._connections--;
    this._server._emitCloseIfDrained?.();
  }
};

Socket.prototype.resetAndDestroy = function() {
  if (!this._handle) {
    this.destroy(new ERR_SOCKET_CLOSED());
    return this;
  }
  const { TCP } = require('internal/net/handles');
  if (!(this._handle instanceof TCP)) throw new ERR_INVALID_HANDLE_TYPE();
  if (this.connecting) {
    debug('reset wait for connection');
    this.once('connect', () => this._reset());
  } else {
    this._reset();
  }
  return this;
};

Socket.prototype._reset = function() {
  debug('reset connection');
  this.resetAndClosing = true;
  return this.destroy();
};

// ---- Timeouts and options of the connection ----

Socket.prototype._onTimeout = function() {
  const handle = this._handle;
  const lastWriteQueueSize = this[kLastWriteQueueSize];
  if (lastWriteQueueSize > 0 && handle) {
    // A long write that advances is no idleness.
    const { writeQueueSize } = handle;
    if (lastWriteQueueSize !== writeQueueSize) {
      this[kLastWriteQueueSize] = writeQueueSize;
      this._unrefTimer();
      return;
    }
  }
  debug('_onTimeout');
  this.emit('timeout');
};

Socket.prototype._unrefTimer = function() {
  for (let socket = this; socket !== null; socket = socket._parent) socket[kTimeout]?.refresh();
};

Socket.prototype.setTimeout = setStreamTimeout;
Socket.prototype[kUpdateTimer] = Socket.prototype._unrefTimer;

Socket.prototype.setNoDelay = function(enable) {
  enable = Boolean(enable === undefined ? true : enable);
  if (!this._handle) {
    this[kSetNoDelay] = enable;
    return this;
  }
  if (this._handle.setNoDelay && enable !== this[kSetNoDelay]) {
    this[kSetNoDelay] = enable;
    this._handle.setNoDelay(enable);
  }
  return this;
};

Socket.prototype.setKeepAlive = function(enable, initialDelayMsecs) {
  enable = Boolean(enable);
  const initialDelay = Math.max(0, Math.trunc(initialDelayMsecs / 1000) || 0);
  if (!this._handle) {
    this[kSetKeepAlive] = enable;
    this[kSetKeepAliveInitialDelay] = initialDelay;
    return this;
  }
  if (!this._handle.setKeepAlive) return this;
  if (enable !== this[kSetKeepAlive] || (enable && this[kSetKeepAliveInitialDelay] !== initialDelay)) {
    this[kSetKeepAlive] = enable;
    this[kSetKeepAliveInitialDelay] = initialDelay;
    this._handle.setKeepAlive(enable, initialDelay);
  }
  return this;
};

Socket.prototype.ref = function() {
  if (!this._handle) {
    this.once('connect', this.ref);
    return this;
  }
  if (typeof this._handle.ref === 'function') this._handle.ref();
  return this;
};

Socket.prototype.unref = function() {
  if (!this._handle) {
    this.once('connect', this.unref);
    return this;
  }
  if (typeof this._handle.unref === 'function') this._handle.unref();
  return this;
};

// ---- What can be asked of it ----

Socket.prototype.address = function() {
  return this._getsockname();
};

Socket.prototype._getpeername = function() {
  if (!this._handle || !this._handle.getpeername || this.connecting) return this._peername || {};
  if (!this._peername) {
    const out = {};
    const err = this._handle.getpeername(out);
    if (err) return out;
    this._peername = out;
  }
  return this._peername;
};

Socket.prototype._getsockname = function() {
  if (!this._handle || !this._handle.getsockname) return {};
  if (!this._sockname) {
    this._sockname = {};
    this._handle.getsockname(this._sockname);
  }
  return this._sockname;
};

function getter(name, get, enumerable = true) {
  Object.defineProperty(Socket.prototype, name, { __proto__: null, configurable: false, enumerable, get });
}

getter('_connecting', function() { return this.connecting; }, false);
getter('pending', function() { return !this._handle || this.connecting; }, false);
getter('readyState', function() {
  if (this.connecting) return 'opening';
  if (this.readable && this.writable) return 'open';
  if (this.readable) return 'readOnly';
  return this.writable ? 'writeOnly' : 'closed';
}, false);
getter('bufferSize', function() {
  return this._handle ? this.writableLength : undefined;
}, false);
getter('_bytesDispatched', function() { return this._handle ? this._handle.bytesWritten : this[kBytesWritten]; });
getter('bytesRead', function() { return this._handle ? this._handle.bytesRead : this[kBytesRead]; });
getter('bytesWritten', function() {
  let bytes = this._bytesDispatched;
  const buffered = this.writableBuffer;
  if (!buffered) return undefined;
  const sizeOf = (chunk, encoding) => (chunk instanceof Buffer ? chunk.length : Buffer.byteLength(chunk, encoding));
  for (const { chunk, encoding } of buffered) bytes += sizeOf(chunk, encoding);
  const pending = this._pendingData;
  if (Array.isArray(pending)) {
    // What a writev has in hand: pairs of chunk and encoding, or buffers only.
    for (const entry of pending) bytes += sizeOf(entry.chunk, entry.encoding);
  } else if (pending) {
    bytes += sizeOf(pending, this._pendingEncoding);
  }
  return bytes;
});
getter('remoteAddress', function() { return this._getpeername().address; });
getter('remoteFamily', function() { return this._getpeername().family; });
getter('remotePort', function() { return this._getpeername().port; });
getter('localAddress', function() { return this._getsockname().address; });
getter('localPort', function() { return this._getsockname().port; });
getter('localFamily', function() { return this._getsockname().family; });

// ---- Connecting ----

Socket.prototype.connect = function(...args) {
  // Already normalized when net.connect() calls.
  const normalized = Array.isArray(args[0]) && args[0][normalizedArgsSymbol] ? args[0] : normalizeArgs(args);
  const { 0: options, 1: callback } = normalized;
  if (callback !== null) this.once('connect', callback);
  if (options.port === undefined && options.path == null) {
    const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
    throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  }
  if (this._parent?.connecting) return this;  // Of TLS: it goes on when the socket below is there.
  if (this.write !== Socket.prototype.write) this.write = Socket.prototype.write;
  if (this.destroyed) {
    this._handle = null;
    this._peername = undefined;
    this._sockname = undefined;
  }

  const pipe = Boolean(options.path);
  debug('pipe', pipe, options.path);
  if (!this._handle) {
    this._handle = pipe ? newPipeSocket() : newTcpSocket();
    initSocketHandle(this);
  }
  this._unrefTimer();
  this.connecting = true;
  if (options.noDelay !== undefined) this[kSetNoDelay] = Boolean(options.noDelay);
  if (options.keepAlive !== undefined) this[kSetKeepAlive] = Boolean(options.keepAlive);
  if (options.keepAliveInitialDelay !== undefined) {
    this[kSetKeepAliveInitialDelay] = Math.max(0, Math.trunc(options.keepAliveInitialDelay / 1000) || 0);
  }
  const { connectPipe, lookupAndConnect } = require('internal/net/connect');
  if (pipe) connectPipe(this, options);
  else lookupAndConnect(this, options);
  return this;
};

// For connect: the options wait for the connection.
function applyConnectionOptions(self) {
  if (self[kSetNoDelay]) self._handle.setNoDelay?.(true);
  if (self[kSetKeepAlive]) self._handle.setKeepAlive?.(true, self[kSetKeepAliveInitialDelay]);
}

// For another attempt on a new handle.
function reinitializeHandle(self, handle) {
  self._handle?.close();
  self._handle = handle;
  self._handle[owner_symbol] = self;
  initSocketHandle(self);
}

module.exports = {
  Socket,
  applyConnectionOptions,
  initSocketHandle,
  kSetKeepAlive,
  kSetKeepAliveInitialDelay,
  kSetNoDelay,
  reinitializeHandle,
};
