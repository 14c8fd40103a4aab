'use strict';

// net.Server: listens on a TCP port, a path or a descriptor, and makes a Socket of each connection.

const EventEmitter = require('events');
const {
  ErrnoException,
  ExceptionWithHostPort,
  UVExceptionWithHostPort,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_SERVER_ALREADY_LISTEN, ERR_SERVER_NOT_RUNNING },
} = require('internal/errors');
const { asyncIdSymbol, defaultTriggerAsyncIdScope, symbols: { owner_symbol } } = require('internal/async_hooks');
const { channel, tracingChannel } = require('diagnostics_channel');
const { isIP } = require('internal/net');
const { Pipe, PipeConstants, TCP, TCPConstants, asyncIdOf, createHandle } = require('internal/net/handles');
const { isPipeName, normalizeArgs, toNumber } = require('internal/net/options');
const { Socket, kSetKeepAlive, kSetKeepAliveInitialDelay, kSetNoDelay } = require('internal/net/socket');
const { getDefaultHighWaterMark } = require('stream');
const { validateAbortSignal, validateNumber, validatePort } = require('internal/validators');
const { UV_EINVAL } = internalBinding('uv');
const debug = require('internal/util/debuglog').debuglog('net');

const kAnyV4 = '0.0.0.0';
const kAnyV6 = '::';
const kDefaultBacklog = 511;

const socketChannel = channel('net.server.socket');
const listenChannel = tracingChannel('net.server.listen');

function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  Reflect.apply(EventEmitter, this, []);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
  } else if (options != null && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  options = { ...options };
  if (typeof connectionListener === 'function') this.on('connection', connectionListener);
  if (options.keepAliveInitialDelay !== undefined) validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) options.highWaterMark = undefined;
  }

  this._connections = 0;
  this[asyncIdSymbol] = -1;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = Math.max(0, Math.trunc(options.keepAliveInitialDelay / 1000) || 0);
  this.highWaterMark = options.highWaterMark ?? getDefaultHighWaterMark();
  if (options.blockList) {
    const { BlockList } = require('internal/blocklist');
    if (!BlockList.isBlockList(options.blockList)) throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList);
    this.blockList = options.blockList;
  }
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

// ---- Listening ----

// A handle bound to what was asked for, or a uv code. Cluster's primary calls it for its workers too.
function createServerHandle(address, port, addressType, fd, flags) {
  let err = 0;
  let handle;
  let isTcp = false;
  if (typeof fd === 'number' && fd >= 0) {
    try {
      handle = createHandle(fd, true);
    } catch (error) {
      debug('listen invalid fd=%d:', fd, error.message);
      return UV_EINVAL;
    }
    err = handle.open(fd);
    if (err) return err;
  } else if (port === -1 && addressType === -1) {
    handle = new Pipe(PipeConstants.SERVER);
  } else {
    handle = new TCP(TCPConstants.SERVER);
    isTcp = true;
  }
  if (isTcp && !address) {
    err = handle.bind6(kAnyV6, port, flags ?? 0);
    if (err) {
      handle.close();
      return createServerHandle(kAnyV4, port, null, null, flags);
    }
  } else if (isTcp) {
    err = addressType === 6 ? handle.bind6(address, port, flags ?? 0) : handle.bind(address, port, flags ?? 0);
  } else if (address) {
    err = handle.bind(address);
  }
  if (err) {
    handle.close();
    return err;
  }
  return handle;
}

function emitError(self, error) {
  self.emit('error', error);
}

function emitListening(self) {
  if (self._handle) self.emit('listening');  // Unless it was closed in the meantime.
}

function failListen(self, error) {
  if (listenChannel.hasSubscribers) listenChannel.error.publish({ server: self, error });
  defaultTriggerAsyncIdScope(self[asyncIdSymbol], process.nextTick, emitError, self, error);
}

Server.prototype._listen2 = function(address, port, addressType, backlog, fd, flags) {
  debug('setupListenHandle', address, port, addressType, backlog, fd);
  if (!this._handle) {
    let made = null;
    if (!address && typeof fd !== 'number') {
      // IPv6's "any" address takes IPv4 connections too; without IPv6 it is IPv4's.
      made = createServerHandle(kAnyV6, port, 6, fd, flags);
      if (typeof made === 'number') {
        made = null;
        address = kAnyV4;
        addressType = 4;
      } else {
        address = kAnyV6;
        addressType = 6;
      }
    }
    made ??= createServerHandle(address, port, addressType, fd, flags);
    if (typeof made === 'number') {
      failListen(this, new UVExceptionWithHostPort(made, 'listen', address, port));
      return;
    }
    this._handle = made;
  }
  this[asyncIdSymbol] = asyncIdOf(this._handle);
  this._handle.onconnection = onconnection;
  this._handle[owner_symbol] = this;
  const err = this._handle.listen((backlog || kDefaultBacklog) | 0);
  if (err) {
    const error = new UVExceptionWithHostPort(err, 'listen', address, port);
    this._handle.close();
    this._handle = null;
    failListen(this, error);
    return;
  }
  if (listenChannel.hasSubscribers) listenChannel.asyncEnd.publish({ server: this });
  this._connectionKey = `${addressType}:${address}:${port}`;
  if (this._unref) this.unref();
  defaultTriggerAsyncIdScope(this[asyncIdSymbol], process.nextTick, emitListening, this);
};

// Only what has loaded cluster as a worker shares its listeners.
function clusterWorker() {
  if (!require('internal/realm').isLoaded('cluster')) return undefined;
  const cluster = require('cluster');
  return cluster.isWorker ? cluster : undefined;
}

function listenInCluster(server, address, port, addressType, backlog, fd, exclusive, flags) {
  const cluster = exclusive ? undefined : clusterWorker();
  if (cluster === undefined) {
    server._listen2(address, port, addressType, backlog, fd, flags);
    return;
  }
  const listeningId = server._listeningId;
  cluster._getServer(server, { address, port, addressType, fd, flags, backlog }, (err, handle) => {
    if (listeningId !== server._listeningId) {  // Closed in the meantime.
      handle.close();
      return;
    }
    const { checkBindError } = require('internal/net/connect');
    err = checkBindError(err, port, handle);
    if (err) {
      server.emit('error', new ExceptionWithHostPort(err, 'bind', address, port));
      return;
    }
    server._handle = handle;
    server._listen2(address, port, addressType, backlog, fd, flags);
  });
}

function lookupAndListen(self, port, host, backlog, exclusive, flags) {
  const listeningId = self._listeningId;
  const { lookup } = require('dns');
  lookup(host, (error, address, family) => {
    if (self._listeningId !== listeningId) return;
    if (error) self.emit('error', error);
    else listenInCluster(self, address, port, address ? family : 4, backlog, undefined, exclusive, flags);
  });
}

function addAbortSignal(self, signal) {
  if (signal === undefined) return;
  validateAbortSignal(signal, 'options.signal');
  const onAborted = () => self.close();
  if (signal.aborted) {
    process.nextTick(onAborted);
  } else {
    const disposable = EventEmitter.addAbortListener(signal, onAborted);
    self.once('close', () => disposable[Symbol.dispose]());
  }
}

function flagsOf(options) {
  let flags = options.ipv6Only === true ? TCPConstants.UV_TCP_IPV6ONLY : 0;
  if (options.reusePort === true) flags |= TCPConstants.UV_TCP_REUSEPORT;
  return flags;
}

function listenOnPath(self, options, backlog) {
  self._pipeName = options.path;
  listenInCluster(self, options.path, -1, -1, backlog, undefined, options.exclusive);
  if (!self._handle) return;  // Failed; the error comes in the next tick.
  let mode = 0;
  if (options.readableAll === true) mode |= PipeConstants.UV_READABLE;
  if (options.writableAll === true) mode |= PipeConstants.UV_WRITABLE;
  if (mode === 0) return;
  const err = self._handle.fchmod(mode);
  if (err) {
    self._handle.close();
    self._handle = null;
    throw new ErrnoException(err, 'uv_pipe_chmod');
  }
}

Server.prototype.listen = function(...args) {
  const { 0: given, 1: callback } = normalizeArgs(args);
  if (this._handle) throw new ERR_SERVER_ALREADY_LISTEN();
  if (callback !== null) this.once('listening', callback);
  if (listenChannel.hasSubscribers) listenChannel.asyncStart.publish({ server: this, options: given });
  const backlogArgument = toNumber(args.length > 1 && args[1]) || toNumber(args.length > 2 && args[2]);

  const options = given._handle || given.handle || given;
  if (options instanceof TCP) {
    this._handle = options;
    this[asyncIdSymbol] = this._handle.getAsyncId();
    listenInCluster(this, null, -1, -1, backlogArgument, undefined, true);
    return this;
  }
  addAbortSignal(this, options.signal);
  if (typeof options.fd === 'number' && options.fd >= 0) {
    listenInCluster(this, null, null, null, backlogArgument, options.fd);
    return this;
  }
  let { port } = options;
  if (args.length === 0 || typeof args[0] === 'function' || (port === undefined && 'port' in options) || port === null) port = 0;
  const backlog = options.backlog || backlogArgument;
  if (typeof port === 'number' || typeof port === 'string') {
    validatePort(port, 'options.port');
    if (options.reusePort === true) options.exclusive = true;
    const { exclusive } = options;
    const flags = flagsOf(options);
    if (options.host) lookupAndListen(this, port | 0, options.host, backlog, exclusive, flags);
    else listenInCluster(this, null, port | 0, 4, backlog, undefined, exclusive, flags);
    return this;
  }
  if (options.path && isPipeName(options.path)) {
    listenOnPath(this, options, backlog);
    return this;
  }
  if (!('port' in options || 'path' in options)) {
    throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  }
  throw new ERR_INVALID_ARG_VALUE('options', options);
};

Object.defineProperty(Server.prototype, 'listening', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return Boolean(this._handle); },
});

Server.prototype.address = function() {
  if (this._handle?.getsockname) {
    const out = {};
    const err = this._handle.getsockname(out);
    if (err) throw new ErrnoException(err, 'address');
    return out;
  }
  return this._pipeName ?? null;
};

// ---- Connections ----

function endsOf(handle) {
  if (!handle.getsockname) return undefined;
  const data = { __proto__: null };
  const local = {};
  if (handle.getsockname(local) === 0) {
    data.localAddress = local.address;
    data.localPort = local.port;
    data.localFamily = local.family;
  }
  const remote = {};
  if (handle.getpeername(remote) === 0) {
    data.remoteAddress = remote.address;
    data.remotePort = remote.port;
    data.remoteFamily = remote.family;
  }
  return data;
}

function isBlocked(self, handle) {
  if (!self.blockList || typeof handle.getpeername !== 'function') return false;
  const remote = {};
  handle.getpeername(remote);
  const type = isIP(remote.address);
  return type !== 0 && self.blockList.check(remote.address, `ipv${type}`);
}

function onconnection(err, clientHandle) {
  const self = this[owner_symbol];
  debug('onconnection');
  if (err) {
    self.emit('error', new ErrnoException(err, 'accept'));
    return;
  }
  if (self.maxConnections != null && self._connections >= self.maxConnections) {
    const ends = endsOf(clientHandle);
    if (ends === undefined) self.emit('drop');
    else self.emit('drop', ends);
    clientHandle.close();
    return;
  }
  if (isBlocked(self, clientHandle)) {
    clientHandle.close();
    return;
  }
  const socket = new Socket({
    handle: clientHandle,
    allowHalfOpen: self.allowHalfOpen,
    pauseOnCreate: self.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: self.highWaterMark,
    writableHighWaterMark: self.highWaterMark,
  });
  if (self.noDelay && clientHandle.setNoDelay) {
    socket[kSetNoDelay] = true;
    clientHandle.setNoDelay(true);
  }
  if (self.keepAlive && clientHandle.setKeepAlive) {
    socket[kSetKeepAlive] = true;
    socket[kSetKeepAliveInitialDelay] = self.keepAliveInitialDelay;
    clientHandle.setKeepAlive(true, self.keepAliveInitialDelay);
  }
  self._connections++;
  socket.server = self;
  socket._server = self;
  self.emit('connection', socket);
  if (socketChannel.hasSubscribers) socketChannel.publish({ socket });
}

Server.prototype.getConnections = function(callback) {
  const end = (error, connections) => {
    defaultTriggerAsyncIdScope(this[asyncIdSymbol], process.nextTick, callback, error, connections);
  };
  if (!this._usingWorkers) {
    end(null, this._connections);
    return this;
  }
  // Sockets that were sent to other processes count there.
  let left = this._workers.length;
  let total = this._connections;
  const onCount = (error, count) => {
    if (error) {
      left = -1;
      end(error);
      return;
    }
    total += count;
    if (--left === 0) end(null, total);
  };
  for (const worker of this._workers) worker.getConnections(onCount);
  return this;
};

// ---- The end ----

Server.prototype.close = function(callback) {
  this._listeningId++;
  if (typeof callback === 'function') {
    if (!this._handle) {
      this.once('close', function close() {
        callback(new ERR_SERVER_NOT_RUNNING());
      });
    } else {
      this.once('close', callback);
    }
  }
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  if (this._usingWorkers) {
    let left = this._workers.length;
    const onWorkerClose = () => {
      if (--left !== 0) return;
      this._connections--;
      this._emitCloseIfDrained();
    };
    this._connections++;  // Until all workers have closed theirs.
    for (const worker of this._workers) worker.close(onWorkerClose);
  } else {
    this._emitCloseIfDrained();
  }
  return this;
};

Server.prototype[Symbol.asyncDispose] = async function() {
  if (!this._handle) return;
  await new Promise((resolve, reject) => {
    this.close((error) => (error ? reject(error) : resolve()));
  });
};

function emitClose(self) {
  debug('SERVER: emit close');
  self.emit('close');
}

Server.prototype._emitCloseIfDrained = function() {
  debug('SERVER _emitCloseIfDrained');
  if (this._handle || this._connections) return;
  defaultTriggerAsyncIdScope(this[asyncIdSymbol], process.nextTick, emitClose, this);
};

Server.prototype[EventEmitter.captureRejectionSymbol] = function(error, event, socket) {
  if (event === 'connection') socket.destroy(error);
  else this.emit('error', error);
};

Server.prototype.ref = function() {
  this._unref = false;
  this._handle?.ref();
  return this;
};

Server.prototype.unref = function() {
  this._unref = true;
  this._handle?.unref();
  return this;
};

// For child_process: sockets of this server that went to another process.
Server.prototype._setupWorker = function(socketList) {
  this._usingWorkers = true;
  this._workers.push(socketList);
  socketList.once('exit', () => {
    this._workers.splice(this._workers.indexOf(socketList), 1);
  });
};

module.exports = { Server, createServerHandle };
