'use strict';

// cluster in the primary: forks workers, owns their listeners.

const { fork } = require('child_process');
const EventEmitter = require('events');
const { internal, sendHelper } = require('internal/cluster/messages');
const Worker = require('internal/cluster/worker');
const path = require('path');
const { validateObject, validatePort } = require('internal/validators');
const { codes: { ERR_SOCKET_BAD_PORT } } = require('internal/errors');

const kNone = 1;
const kRoundRobin = 2;
const kLeastPort = 1024;
const kGreatestPort = 65535;

const cluster = new EventEmitter();
const intercom = new EventEmitter();
const handles = new Map();  // Key of a listener -> RoundRobinHandle or SharedHandle.
let lastId = 0;
let initialized = false;
let schedulingPolicy;
let debugPortOffset = 1;

function policyOf(name) {
  if (name === 'none') return kNone;
  return kRoundRobin;
}

module.exports = cluster;
cluster.isWorker = false;
cluster.isMaster = true;  // Deprecated: isPrimary.
cluster.isPrimary = true;
cluster.Worker = Worker;
cluster.workers = {};
cluster.settings = {};
cluster.SCHED_NONE = kNone;
cluster.SCHED_RR = kRoundRobin;
cluster.schedulingPolicy = policyOf(process.env.NODE_CLUSTER_SCHED_POLICY);

cluster.setupPrimary = function(options) {
  if (options !== undefined && options !== null) validateObject(options, 'options');
  const settings = {
    args: process.argv.slice(2),
    exec: process.argv[1],
    execArgv: process.execArgv,
    silent: false,
    ...cluster.settings,
    ...options,
  };
  cluster.settings = settings;
  const announce = () => cluster.emit('setup', settings);
  if (!initialized) {
    initialized = true;
    schedulingPolicy = cluster.schedulingPolicy;  // From now on it does not change.
    require('assert')(schedulingPolicy === kNone || schedulingPolicy === kRoundRobin, `Bad cluster.schedulingPolicy: ${schedulingPolicy}`);
  }
  process.nextTick(announce);
};
cluster.setupMaster = cluster.setupPrimary;

// ---- Workers ----

// Each worker that is to be inspected needs a port of its own.
function inspectorArgument(execArgv) {
  let { inspectPort } = cluster.settings;
  const inspects = (argument) => /^--inspect(?:-brk|-wait|-port)?(?:=.*)?$|^--debug-port(?:=.*)?$/.test(argument);
  if (inspectPort === undefined && !execArgv.some(inspects)) return [];
  if (!execArgv.some(inspects) && !('NODE_OPTIONS' in process.env && /--inspect/.test(process.env.NODE_OPTIONS))) return [];
  if (typeof inspectPort === 'function') inspectPort = inspectPort();
  if (inspectPort == null) {
    const debugPort = process.debugPort ?? 9229;
    inspectPort = debugPort + debugPortOffset++;
    if (inspectPort > kGreatestPort) inspectPort = inspectPort - kGreatestPort + kLeastPort - 1;
  } else if (inspectPort !== 0) {
    validatePort(inspectPort);
    if (inspectPort < kLeastPort) throw new ERR_SOCKET_BAD_PORT('Port', inspectPort, true);
  }
  return [`--inspect-port=${inspectPort}`];
}

function createWorkerProcess(id, env) {
  const { settings } = cluster;
  return fork(settings.exec, settings.args, {
    cwd: settings.cwd,
    env: { ...process.env, ...env, NODE_UNIQUE_ID: `${id}` },
    serialization: settings.serialization,
    silent: settings.silent,
    windowsHide: settings.windowsHide,
    execArgv: [...settings.execArgv, ...inspectorArgument(settings.execArgv)],
    stdio: settings.stdio,
    gid: settings.gid,
    uid: settings.uid,
  });
}

function removeWorker(worker) {
  delete cluster.workers[worker.id];
  if (Object.keys(cluster.workers).length === 0) intercom.emit('disconnect');
}

function removeHandlesFor(worker) {
  for (const [key, handle] of handles) {
    if (handle.remove(worker)) handles.delete(key);
  }
}

function onExit(worker, exitCode, signalCode) {
  // One that is still connected may have messages on their way.
  if (!worker.isConnected()) {
    removeHandlesFor(worker);
    removeWorker(worker);
  }
  worker.exitedAfterDisconnect = Boolean(worker.exitedAfterDisconnect);
  worker.state = 'dead';
  worker.emit('exit', exitCode, signalCode);
  cluster.emit('exit', worker, exitCode, signalCode);
}

function onDisconnect(worker) {
  removeHandlesFor(worker);
  if (worker.isDead()) removeWorker(worker);
  worker.exitedAfterDisconnect = Boolean(worker.exitedAfterDisconnect);
  worker.state = 'disconnected';
  worker.emit('disconnect');
  cluster.emit('disconnect', worker);
}

cluster.fork = function(env) {
  cluster.setupPrimary();
  const id = ++lastId;
  const worker = new Worker({ id, process: createWorkerProcess(id, env) });
  worker.on('message', function(message, handle) {
    cluster.emit('message', this, message, handle);
  });
  worker.process.once('exit', (exitCode, signalCode) => onExit(worker, exitCode, signalCode));
  worker.process.once('disconnect', () => onDisconnect(worker));
  worker.process.on('internalMessage', internal(worker, onMessage));
  process.nextTick(() => cluster.emit('fork', worker));
  cluster.workers[worker.id] = worker;
  return worker;
};

cluster.disconnect = function(callback) {
  const workers = Object.values(cluster.workers);
  if (workers.length === 0) {
    process.nextTick(() => intercom.emit('disconnect'));
  } else {
    for (const worker of workers) if (worker.isConnected()) worker.disconnect();
  }
  if (typeof callback === 'function') intercom.once('disconnect', callback);
};

// ---- What workers ask for ----

function send(worker, message, handle, callback) {
  return sendHelper(worker.process, message, handle, callback);
}

// The way a Unix socket's path is shorter, for there are about 100 bytes for it.
function shorterPath({ address, port }) {
  if (!(port < 0) || typeof address !== 'string') return address;
  const relative = path.relative(process.cwd(), address);
  return relative.length < address.length ? relative : address;
}

function queryServer(worker, message) {
  if (worker.exitedAfterDisconnect) return;
  const key = `${message.address}:${message.port}:${message.addressType}:${message.fd}:${message.index}`;
  let handle = handles.get(key);
  if (handle === undefined) {
    const isUdp = message.addressType === 'udp4' || message.addressType === 'udp6';
    const Handle = schedulingPolicy !== kRoundRobin || isUdp ?
      require('internal/cluster/shared_handle') :
      require('internal/cluster/round_robin_handle');
    handle = new Handle(key, shorterPath(message), message);
    handles.set(key, handle);
  }
  handle.data ||= message.data;
  handle.add(worker, (errno, reply, native) => {
    const { data } = handle;
    if (errno) handles.delete(key);  // Others may try again.
    send(worker, { errno, key, ack: message.seq, data, ...reply }, native);
  });
}

const actions = {
  __proto__: null,

  online(worker) {
    worker.emit('online');
    cluster.emit('online', worker);
  },

  exitedAfterDisconnect(worker, message) {
    worker.exitedAfterDisconnect = true;
    send(worker, { ack: message.seq });
  },

  queryServer,

  listening(worker, { addressType, address, port, fd }) {
    const info = { addressType, address, port, fd };
    worker.state = 'listening';
    worker.emit('listening', info);
    cluster.emit('listening', worker, info);
  },

  close(worker, { key }) {
    if (handles.get(key)?.remove(worker)) handles.delete(key);
  },
};

function onMessage(message) {
  actions[message.act]?.(this, message);
}

Worker.prototype.disconnect = function() {
  this.exitedAfterDisconnect = true;
  send(this, { act: 'disconnect' });
  removeHandlesFor(this);
  removeWorker(this);
  return this;
};

Worker.prototype.destroy = function(signal) {
  this.process.kill(signal || 'SIGTERM');
};
