'use strict';

// cluster in a worker: asks the primary for listeners.

const EventEmitter = require('events');
const { symbols: { owner_symbol } } = require('internal/async_hooks');
const { internal, sendHelper } = require('internal/cluster/messages');
const Worker = require('internal/cluster/worker');
const path = require('path');
const { TIMEOUT_MAX } = require('internal/timers');
const { clearInterval, setInterval } = require('timers');

const cluster = new EventEmitter();
const handles = new Map();  // Key -> the handle that the server of this worker has.
const indexes = new Map();  // What is listened to -> how often, so that each listen(0) is one of its own.

function noop() {}

module.exports = cluster;
cluster.isWorker = true;
cluster.isMaster = false;  // Deprecated: isPrimary.
cluster.isPrimary = false;
cluster.worker = null;
cluster.Worker = Worker;

function send(message, callback) {
  return sendHelper(process, message, null, callback);
}

// At startup, in a process that cluster.fork() made.
cluster._setupWorker = function() {
  const worker = new Worker({ id: +process.env.NODE_UNIQUE_ID | 0, process, state: 'online' });
  cluster.worker = worker;
  process.once('disconnect', () => {
    process.channel = null;
    worker.emit('disconnect');
    // Without having been asked to: the primary is gone.
    if (!worker.exitedAfterDisconnect) process.exit(0);
  });
  process.on('internalMessage', internal(worker, (message, handle) => {
    if (message.act === 'newconn') onconnection(message, handle);
    else if (message.act === 'disconnect') disconnect(worker, true);
  }));
  send({ act: 'online' });
};

// `obj` is a net.Server or a dgram.Socket.
cluster._getServer = function(obj, options, callback) {
  let { address } = options;
  if (options.port < 0 && typeof address === 'string') address = path.resolve(address);
  const indexesKey = [address, options.port, options.addressType, options.fd].join(':');
  let taken = indexes.get(indexesKey);
  if (taken === undefined) {
    taken = { next: 0, set: new Set() };
    indexes.set(indexesKey, taken);
  }
  const index = taken.next++;
  taken.set.add(index);
  const message = { act: 'queryServer', index, data: null, ...options, address };
  if (obj._getServerData) message.data = obj._getServerData();  // TLS session ticket keys, for one.

  send(message, (reply, handle) => {
    if (typeof obj._setServerData === 'function') obj._setServerData(reply.data);
    const forget = () => {
      taken.set.delete(index);
      if (taken.set.size === 0) indexes.delete(indexesKey);
    };
    if (handle) useShared(reply, handle, forget, callback);
    else useRoundRobin(reply, forget, callback);
  });

  obj.once('listening', () => {
    if (!indexes.has(indexesKey)) return;  // It was closed at once.
    cluster.worker.state = 'listening';
    const bound = obj.address();
    send({ ...message, act: 'listening', port: bound?.port || options.port });
  });
};

// The primary's listener itself.
function useShared(message, handle, forget, callback) {
  const { key } = message;
  const { close } = handle;
  handle.close = function(...args) {
    send({ act: 'close', key });
    handles.delete(key);
    forget();
    handle.close = close;
    return Reflect.apply(close, handle, args);
  };
  handles.set(key, handle);
  callback(message.errno, handle);
}

// What stands for a listener whose connections the primary hands out. Only a timer can keep the process alive for it.
function useRoundRobin(message, forget, callback) {
  if (message.errno) {
    callback(message.errno, null);
    return;
  }
  let { key } = message;
  let timer;
  const handle = {
    listen() { return 0; },
    close(done) {
      if (key === undefined) return;
      handle.unref();
      send({ act: 'close', key });
      handles.delete(key);
      forget();
      key = undefined;
      if (typeof done === 'function') process.nextTick(done);
    },
    ref() {
      timer ??= setInterval(noop, TIMEOUT_MAX);
    },
    unref() {
      clearInterval(timer);
      timer = undefined;
    },
  };
  handle.ref();
  if (message.sockname) {
    handle.getsockname = (out) => {
      if (key !== undefined) Object.assign(out, message.sockname);
      return 0;
    };
  }
  handles.set(key, handle);
  callback(0, handle);
}

function onconnection(message, handle) {
  const server = handles.get(message.key);
  let accepted = server !== undefined;
  const owner = server?.[owner_symbol];
  if (owner && owner.maxConnections != null && owner._connections >= owner.maxConnections && !owner.dropMaxConnection) accepted = false;
  send({ ack: message.seq, accepted });
  if (accepted) server.onconnection(0, handle);
  else handle.close();
}

function disconnect(worker, primaryInitiated) {
  worker.exitedAfterDisconnect = true;
  let waiting = 1;
  const done = () => {
    if (--waiting !== 0) return;
    // The primary must know that it was asked for before the channel goes.
    if (primaryInitiated) process.disconnect();
    else send({ act: 'exitedAfterDisconnect' }, () => process.disconnect());
  };
  for (const handle of handles.values()) {
    waiting++;
    if (handle[owner_symbol]) handle[owner_symbol].close(done);
    else handle.close(done);
  }
  handles.clear();
  done();
}

Worker.prototype.disconnect = function() {
  if (this.state !== 'disconnecting' && this.state !== 'destroying') {
    this.state = 'disconnecting';
    disconnect(this, false);
  }
  return this;
};

Worker.prototype.destroy = function() {
  if (this.state === 'destroying') return;
  this.exitedAfterDisconnect = true;
  if (!this.isConnected()) {
    process.exit(0);
    return;
  }
  this.state = 'destroying';
  send({ act: 'exitedAfterDisconnect' }, () => process.disconnect());
  process.once('disconnect', () => process.exit(0));
};
