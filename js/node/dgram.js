'use strict';

// dgram: UDP sockets over internalBinding('udp_wrap'). What is sent before the socket is bound waits in a queue.

const { SendWrap, constants: { UV_UDP_IPV6ONLY, UV_UDP_REUSEADDR, UV_UDP_REUSEPORT } } = internalBinding('udp_wrap');
const {
  ErrnoException, ExceptionWithHostPort,
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_INVALID_FD_TYPE, ERR_IP_BLOCKED, ERR_MISSING_ARGS, ERR_SOCKET_ALREADY_BOUND,
    ERR_SOCKET_BAD_BUFFER_SIZE, ERR_SOCKET_BUFFER_SIZE, ERR_SOCKET_DGRAM_IS_CONNECTED, ERR_SOCKET_DGRAM_NOT_CONNECTED,
    ERR_SOCKET_DGRAM_NOT_RUNNING,
  },
} = require('internal/errors');
const { Buffer } = require('buffer');
const EventEmitter = require('events');
const { deprecate, guessHandleType } = require('internal/util');
const { isLoaded } = require('internal/realm');
const { isArrayBufferView } = require('internal/util/types');
const {
  isInt32, validateAbortSignal, validateFunction, validateNumber, validatePort, validateString, validateUint32,
} = require('internal/validators');
const { _createSocketHandle, kStateSymbol, newHandle } = require('internal/dgram');

const kUnbound = 0;
const kBinding = 1;
const kBound = 2;

const kDisconnected = 0;
const kConnecting = 1;
const kConnected = 2;

const kByteTypes = ['Buffer', 'TypedArray', 'DataView', 'string'];

function checkedBlockList(list, name) {
  if (!list) return undefined;
  const { BlockList } = require('net');
  if (!BlockList.isBlockList(list)) throw new ERR_INVALID_ARG_TYPE(name, 'net.BlockList', list);
  return list;
}

function isBlocked(list, address) {
  return list !== undefined && list.check(address, `ipv${require('internal/net').isIP(address)}`);
}

function Socket(type, listener) {
  Reflect.apply(EventEmitter, this, []);
  let options;
  let lookup;
  if (type !== null && typeof type === 'object') {
    options = type;
    type = options.type;
    lookup = options.lookup;
    if (options.recvBufferSize) validateUint32(options.recvBufferSize, 'options.recvBufferSize');
    if (options.sendBufferSize) validateUint32(options.sendBufferSize, 'options.sendBufferSize');
  }
  const receiveBlockList = checkedBlockList(options?.receiveBlockList, 'options.receiveBlockList');
  const sendBlockList = checkedBlockList(options?.sendBlockList, 'options.sendBlockList');
  const handle = newHandle(type, lookup);
  handle.owner = this;
  this.type = type;
  if (typeof listener === 'function') this.on('message', listener);
  this[kStateSymbol] = {
    handle,
    receiving: false,
    bindState: kUnbound,
    connectState: kDisconnected,
    queue: undefined,
    reuseAddr: options?.reuseAddr,
    reusePort: options?.reusePort,
    ipv6Only: options?.ipv6Only,
    recvBufferSize: options?.recvBufferSize,
    sendBufferSize: options?.sendBufferSize,
    receiveBlockList,
    sendBlockList,
  };
  if (isLoaded('diagnostics_channel')) require('diagnostics_channel').channel('udp.socket').publish({ socket: this });
  if (options?.signal !== undefined) {
    const { signal } = options;
    validateAbortSignal(signal, 'options.signal');
    const onAborted = () => { if (this[kStateSymbol].handle) this.close(); };
    if (signal.aborted) {
      onAborted();
    } else {
      const { addAbortListener } = require('internal/events/abort_listener');
      const disposable = addAbortListener(signal, onAborted);
      this.once('close', disposable[Symbol.dispose]);
    }
  }
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Socket, EventEmitter);

function createSocket(type, listener) {
  return new Socket(type, listener);
}

function healthCheck(socket) {
  if (!socket[kStateSymbol].handle) throw new ERR_SOCKET_DGRAM_NOT_RUNNING();
}

function check(err, syscall) {
  if (err) throw new ErrnoException(err, syscall);
}

// -- Binding and receiving -------------------------------------------------------------------------------------------------------------------

function onMessage(size, handle, buffer, rinfo) {
  const self = handle.owner;
  if (size < 0) {
    self.emit('error', new ErrnoException(size, 'recvmsg'));
    return;
  }
  if (isBlocked(self[kStateSymbol].receiveBlockList, rinfo.address)) return;
  rinfo.size = buffer.length;
  self.emit('message', buffer, rinfo);
}

function bufferSize(socket, size, isReceiving) {
  if (size >>> 0 !== size) throw new ERR_SOCKET_BAD_BUFFER_SIZE();
  const result = socket[kStateSymbol].handle.bufferSize(size, isReceiving);
  if (result >= 0) return result;
  const { uvErrmapGet } = require('internal/errors');
  const { 0: code, 1: message } = uvErrmapGet(result);
  throw new ERR_SOCKET_BUFFER_SIZE({ errno: result, code, message, syscall: isReceiving ? 'uv_recv_buffer_size' : 'uv_send_buffer_size' });
}

function startListening(socket) {
  const state = socket[kStateSymbol];
  state.handle.onmessage = onMessage;
  state.handle.recvStart();
  state.receiving = true;
  state.bindState = kBound;
  if (state.recvBufferSize) bufferSize(socket, state.recvBufferSize, true);
  if (state.sendBufferSize) bufferSize(socket, state.sendBufferSize, false);
  socket.emit('listening');
}

// Another handle takes the place of the socket's own, with the lookup the user wanted.
function replaceHandle(self, handle) {
  const state = self[kStateSymbol];
  const old = state.handle;
  for (const name of ['lookup', 'bind', 'connect', 'send']) {
    if (Object.hasOwn(old, name)) handle[name] = old[name];
  }
  handle.owner = self;
  state.handle = handle;
  old.close();
}

// The cluster module of a worker, whose primary shares sockets between the workers.
function clusterOfWorker() {
  if (!require('internal/realm').isLoaded('cluster')) return undefined;
  const cluster = require('cluster');
  return cluster.isWorker ? cluster : undefined;
}

function bindInPrimary(self, cluster, options, fail) {
  const state = self[kStateSymbol];
  cluster._getServer(self, options, (err, handle) => {
    if (err) {
      if (state.handle) fail(err);
    } else if (!state.handle) {
      handle.close();  // The socket was closed in the mean time.
    } else {
      replaceHandle(self, handle);
      startListening(self);
    }
  });
}

function bindFd(self, { fd, exclusive }) {
  const state = self[kStateSymbol];
  const cluster = exclusive ? undefined : clusterOfWorker();
  if (cluster !== undefined) {
    bindInPrimary(self, cluster, { fd, port: null, address: null, addressType: self.type, flags: null }, (err) => {
      state.bindState = kUnbound;
      self.emit('error', new ErrnoException(err, 'open'));
    });
    return;
  }
  const type = guessHandleType(fd);
  if (type !== 'UDP') throw new ERR_INVALID_FD_TYPE(type);
  check(state.handle.open(fd), 'open');
  startListening(self);
}

function bindAddress(self, ip, port, exclusive) {
  const state = self[kStateSymbol];
  let flags = 0;
  if (state.reuseAddr) flags |= UV_UDP_REUSEADDR;
  if (state.ipv6Only) flags |= UV_UDP_IPV6ONLY;
  if (state.reusePort) {
    exclusive = true;
    flags |= UV_UDP_REUSEPORT;
  }
  const fail = (err) => {
    state.bindState = kUnbound;
    self.emit('error', new ExceptionWithHostPort(err, 'bind', ip, port));
  };
  const cluster = exclusive ? undefined : clusterOfWorker();
  if (cluster !== undefined) {
    bindInPrimary(self, cluster, { address: ip, port: port || 0, addressType: self.type, fd: -1, flags }, fail);
    return;
  }
  const err = state.handle.bind(ip, port >>> 0, flags);
  if (err) fail(err);
  else startListening(self);
}

Socket.prototype.bind = function bind(port, address) {
  healthCheck(this);
  const state = this[kStateSymbol];
  if (state.bindState !== kUnbound) throw new ERR_SOCKET_ALREADY_BOUND();
  state.bindState = kBinding;
  const callback = arguments.length && arguments[arguments.length - 1];
  if (typeof callback === 'function') {
    const remove = () => {
      this.removeListener('error', remove);
      this.removeListener('listening', onListening);
    };
    const onListening = () => {
      remove();
      Reflect.apply(callback, this, []);
    };
    this.on('error', remove);
    this.on('listening', onListening);
  }
  let exclusive = false;
  if (port !== null && typeof port === 'object') {
    if (typeof port.recvStart === 'function') {
      replaceHandle(this, port);
      startListening(this);
      return this;
    }
    if (isInt32(port.fd) && port.fd > 0) {
      bindFd(this, port);
      return this;
    }
    address = port.address || '';
    exclusive = Boolean(port.exclusive);
    port = port.port;
  } else if (typeof address === 'function') {
    address = '';
  }
  if (!address) address = this.type === 'udp4' ? '0.0.0.0' : '::';
  state.handle.lookup(address, (error, ip) => {
    if (!state.handle) return;
    if (error) {
      state.bindState = kUnbound;
      this.emit('error', error);
      return;
    }
    bindAddress(this, ip, port, exclusive);
  });
  return this;
};

// -- What has to wait for being bound ----------------------------------------------------------------------------------------------------------

function onListenSuccess() {
  this.removeListener(EventEmitter.errorMonitor, onListenError);
  const { queue } = this[kStateSymbol];
  this[kStateSymbol].queue = undefined;
  for (const waiting of queue) waiting();
}

function onListenError() {
  this.removeListener('listening', onListenSuccess);
  this[kStateSymbol].queue = undefined;
}

function enqueue(self, waiting) {
  const state = self[kStateSymbol];
  if (state.queue === undefined) {
    state.queue = [];
    self.once(EventEmitter.errorMonitor, onListenError);
    self.once('listening', onListenSuccess);
  }
  state.queue.push(waiting);
}

// -- Connecting ------------------------------------------------------------------------------------------------------------------------------

function connectNow(self, port, address, callback) {
  const state = self[kStateSymbol];
  if (callback) self.once('connect', callback);
  state.handle.lookup(address, (error, ip) => {
    if (!state.handle) return;
    if (!error && isBlocked(state.sendBlockList, ip)) error = new ERR_IP_BLOCKED(ip);
    if (!error) {
      const err = state.handle.connect(ip, port);
      if (err) error = new ExceptionWithHostPort(err, 'connect', address, port);
    }
    if (error) {
      state.connectState = kDisconnected;
      process.nextTick(() => {
        if (callback) {
          self.removeListener('connect', callback);
          callback(error);
        } else {
          self.emit('error', error);
        }
      });
      return;
    }
    state.connectState = kConnected;
    process.nextTick(() => self.emit('connect'));
  });
}

Socket.prototype.connect = function connect(port, address, callback) {
  port = validatePort(port, 'Port', false);
  if (typeof address === 'function') {
    callback = address;
    address = '';
  } else if (address === undefined) {
    address = '';
  }
  validateString(address, 'address');
  if (callback) validateFunction(callback, 'callback');
  const state = this[kStateSymbol];
  if (state.connectState !== kDisconnected) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  state.connectState = kConnecting;
  if (state.bindState === kUnbound) this.bind({ port: 0, exclusive: true }, null);
  if (state.bindState === kBound) connectNow(this, port, address, callback);
  else enqueue(this, () => connectNow(this, port, address, callback));
};

Socket.prototype.disconnect = function disconnect() {
  const state = this[kStateSymbol];
  if (state.connectState !== kConnected) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  check(state.handle.disconnect(), 'connect');
  state.connectState = kDisconnected;
};

// -- Sending -----------------------------------------------------------------------------------------------------------------------------------

function bytesOf(data) {
  if (typeof data === 'string') return Buffer.from(data);
  if (!isArrayBufferView(data)) throw new ERR_INVALID_ARG_TYPE('buffer', kByteTypes, data);
  return data;
}

function slice(data, offset, length) {
  const bytes = bytesOf(data);
  offset >>>= 0;
  length >>>= 0;
  if (offset > bytes.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (offset + length > bytes.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  return Buffer.from(bytes.buffer, bytes.byteOffset + offset, length);
}

function listOf(data) {
  if (!Array.isArray(data)) return [bytesOf(data)];
  if (!data.every((entry) => typeof entry === 'string' || isArrayBufferView(entry))) {
    throw new ERR_INVALID_ARG_TYPE('buffer list arguments', kByteTypes, data);
  }
  return data.length === 0 ? [Buffer.alloc(0)] : data.map(bytesOf);
}

function sendNow(self, ip, list, address, port, callback) {
  const { handle, sendBlockList } = self[kStateSymbol];
  if (!handle) return;
  if (ip && isBlocked(sendBlockList, ip)) {
    if (callback) process.nextTick(callback, new ERR_IP_BLOCKED(ip));
    return;
  }
  const request = new SendWrap();
  request.address = address;
  request.port = port;
  if (callback) {
    request.oncomplete = (err, sent) => {
      callback(err ? new ExceptionWithHostPort(err, 'send', address, port) : null, sent);
    };
  }
  const result = port ? handle.send(request, list, Boolean(callback), ip, port) : handle.send(request, list, Boolean(callback));
  if (!callback) return;
  if (result >= 1) process.nextTick(callback, null, result - 1);
  else if (result < 0) process.nextTick(callback, new ExceptionWithHostPort(result, 'send', address, port));
}

function sendList(self, list, port, address, callback) {
  const state = self[kStateSymbol];
  healthCheck(self);
  if (state.bindState === kUnbound) self.bind({ port: 0, exclusive: true }, null);
  if (state.bindState !== kBound) {
    enqueue(self, () => sendList(self, list, port, address, callback));
    return;
  }
  if (state.connectState === kConnected) {
    sendNow(self, null, list, address, port, callback);
    return;
  }
  state.handle.lookup(address, (error, ip) => {
    if (!error) sendNow(self, ip, list, address, port, callback);
    else if (callback) process.nextTick(callback, error);
    else process.nextTick(() => self.emit('error', error));
  });
}

// send(data[, offset, length][, port][, address][, callback])
Socket.prototype.send = function send(data, offset, length, port, address, callback) {
  const isConnected = this[kStateSymbol].connectState === kConnected;
  if (!isConnected) {
    if (address || (port && typeof port !== 'function')) {
      data = slice(data, offset, length);
    } else {
      callback = port;
      port = offset;
      address = length;
    }
  } else {
    if (typeof length === 'number') {
      data = slice(data, offset, length);
      if (typeof port === 'function') {
        callback = port;
        port = null;
      }
    } else {
      callback = offset;
    }
    if (port || address) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  }
  const list = listOf(data);
  if (!isConnected) port = validatePort(port, 'Port', false);
  if (typeof callback !== 'function') callback = undefined;
  if (typeof address === 'function') {
    callback = address;
    address = undefined;
  } else if (address != null) {
    validateString(address, 'address');
  }
  sendList(this, list, port, address, callback);
};

Socket.prototype.sendto = function sendto(buffer, offset, length, port, address, callback) {
  validateNumber(offset, 'offset');
  validateNumber(length, 'length');
  validateNumber(port, 'port');
  validateString(address, 'address');
  this.send(buffer, offset, length, port, address, callback);
};

// -- Closing -----------------------------------------------------------------------------------------------------------------------------------

function stopReceiving(socket) {
  const state = socket[kStateSymbol];
  if (!state.receiving) return;
  state.handle.recvStop();
  state.receiving = false;
}

Socket.prototype.close = function close(callback) {
  const state = this[kStateSymbol];
  if (typeof callback === 'function') this.on('close', callback);
  if (state.queue !== undefined) {
    state.queue.push(() => this.close());
    return this;
  }
  healthCheck(this);
  stopReceiving(this);
  state.handle.close();
  state.handle = null;
  process.nextTick(() => this.emit('close'));
  return this;
};

Socket.prototype[Symbol.asyncDispose] = async function() {
  if (!this[kStateSymbol].handle) return;
  await new Promise((resolve) => this.close(resolve));
};

// -- Addresses and options -----------------------------------------------------------------------------------------------------------------------

Socket.prototype.address = function address() {
  healthCheck(this);
  const out = {};
  check(this[kStateSymbol].handle.getsockname(out), 'getsockname');
  return out;
};

Socket.prototype.remoteAddress = function remoteAddress() {
  healthCheck(this);
  const state = this[kStateSymbol];
  if (state.connectState !== kConnected) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const out = {};
  check(state.handle.getpeername(out), 'getpeername');
  return out;
};

Socket.prototype.setBroadcast = function setBroadcast(on) {
  check(this[kStateSymbol].handle.setBroadcast(on ? 1 : 0), 'setBroadcast');
};

Socket.prototype.setTTL = function setTTL(ttl) {
  validateNumber(ttl, 'ttl');
  check(this[kStateSymbol].handle.setTTL(ttl | 0), 'setTTL');
  return ttl;
};

Socket.prototype.setMulticastTTL = function setMulticastTTL(ttl) {
  validateNumber(ttl, 'ttl');
  check(this[kStateSymbol].handle.setMulticastTTL(ttl | 0), 'setMulticastTTL');
  return ttl;
};

Socket.prototype.setMulticastLoopback = function setMulticastLoopback(on) {
  check(this[kStateSymbol].handle.setMulticastLoopback(on ? 1 : 0), 'setMulticastLoopback');
  return on;
};

Socket.prototype.setMulticastInterface = function setMulticastInterface(interfaceAddress) {
  healthCheck(this);
  validateString(interfaceAddress, 'interfaceAddress');
  check(this[kStateSymbol].handle.setMulticastInterface(interfaceAddress), 'setMulticastInterface');
};

// What names no interface is the system's to refuse.
function textOf(interfaceAddress) {
  return interfaceAddress === undefined ? undefined : `${interfaceAddress}`;
}

Socket.prototype.addMembership = function addMembership(multicastAddress, interfaceAddress) {
  healthCheck(this);
  if (!multicastAddress) throw new ERR_MISSING_ARGS('multicastAddress');
  check(this[kStateSymbol].handle.addMembership(`${multicastAddress}`, textOf(interfaceAddress)), 'addMembership');
};

Socket.prototype.dropMembership = function dropMembership(multicastAddress, interfaceAddress) {
  healthCheck(this);
  if (!multicastAddress) throw new ERR_MISSING_ARGS('multicastAddress');
  check(this[kStateSymbol].handle.dropMembership(`${multicastAddress}`, textOf(interfaceAddress)), 'dropMembership');
};

Socket.prototype.addSourceSpecificMembership = function addSourceSpecificMembership(sourceAddress, groupAddress, interfaceAddress) {
  healthCheck(this);
  validateString(sourceAddress, 'sourceAddress');
  validateString(groupAddress, 'groupAddress');
  const { handle } = this[kStateSymbol];
  check(handle.addSourceSpecificMembership(sourceAddress, groupAddress, textOf(interfaceAddress)), 'addSourceSpecificMembership');
};

Socket.prototype.dropSourceSpecificMembership = function dropSourceSpecificMembership(sourceAddress, groupAddress, interfaceAddress) {
  healthCheck(this);
  validateString(sourceAddress, 'sourceAddress');
  validateString(groupAddress, 'groupAddress');
  const { handle } = this[kStateSymbol];
  check(handle.dropSourceSpecificMembership(sourceAddress, groupAddress, textOf(interfaceAddress)), 'dropSourceSpecificMembership');
};

Socket.prototype.ref = function ref() {
  this[kStateSymbol].handle?.ref();
  return this;
};

Socket.prototype.unref = function unref() {
  this[kStateSymbol].handle?.unref();
  return this;
};

Socket.prototype.setRecvBufferSize = function setRecvBufferSize(size) { bufferSize(this, size, true); };
Socket.prototype.setSendBufferSize = function setSendBufferSize(size) { bufferSize(this, size, false); };
Socket.prototype.getRecvBufferSize = function getRecvBufferSize() { return bufferSize(this, 0, true); };
Socket.prototype.getSendBufferSize = function getSendBufferSize() { return bufferSize(this, 0, false); };
Socket.prototype.getSendQueueSize = function getSendQueueSize() { return this[kStateSymbol].handle.getSendQueueSize(); };
Socket.prototype.getSendQueueCount = function getSendQueueCount() { return this[kStateSymbol].handle.getSendQueueCount(); };

// -- What was never meant for users --------------------------------------------------------------------------------------------------------------

for (const [name, key] of [['_handle', 'handle'], ['_receiving', 'receiving'], ['_bindState', 'bindState'], ['_queue', 'queue'],
                           ['_reuseAddr', 'reuseAddr']]) {
  const message = `Socket.prototype.${name} is deprecated`;
  Object.defineProperty(Socket.prototype, name, {
    __proto__: null,
    configurable: false,
    enumerable: false,
    get: deprecate(function() { return this[kStateSymbol][key]; }, message, 'DEP0112'),
    set: deprecate(function(value) { this[kStateSymbol][key] = value; }, message, 'DEP0112'),
  });
}
Socket.prototype._healthCheck = deprecate(function() { healthCheck(this); }, 'Socket.prototype._healthCheck() is deprecated', 'DEP0112');
Socket.prototype._stopReceiving = deprecate(function() { stopReceiving(this); }, 'Socket.prototype._stopReceiving() is deprecated', 'DEP0112');

module.exports = {
  _createSocketHandle: deprecate(_createSocketHandle, 'dgram._createSocketHandle() is deprecated', 'DEP0112'),
  createSocket,
  Socket,
};
