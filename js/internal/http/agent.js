'use strict';

// Agent: the pool of a client's connections, and the requests that wait for one.
//
// sockets, freeSockets and requests hold one array for each name (host:port:localAddress...), as users know them.

const EventEmitter = require('events');
const net = require('net');
const { AsyncResource } = require('async_hooks');
const { asyncIdSymbol } = require('internal/async_hooks');
const proxy = require('internal/http/proxy');
const { kEmptyObject, once } = require('internal/util');
const { validateNumber, validateOneOf, validateString } = require('internal/validators');

const kOnKeylog = Symbol('onkeylog');
const kRequestOptions = Symbol('requestOptions');
const kRequestAsyncResource = Symbol('requestAsyncResource');
const { kProxyConfig, kWaitForProxyTunnel } = proxy;

function isUsableDuration(value) {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value);
}

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  this.options = { __proto__: null, ...options };
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  this.options.path = null;  // Or net would take a request's path for a pipe's.
  this.defaultPort = this.options.defaultPort || 80;
  this.protocol = this.options.protocol || 'http:';
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  const buffer = this.options.agentKeepAliveTimeoutBuffer;
  this.agentKeepAliveTimeoutBuffer = isUsableDuration(buffer) ? buffer : 1000;
  const { proxyEnv } = this.options;
  if (typeof proxyEnv === 'object' && proxyEnv !== null) this[kProxyConfig] = proxy.parseProxyConfigFromEnv(proxyEnv, this.protocol);

  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets === undefined) this.maxTotalSockets = Infinity;
  else validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);

  this.on('free', onFree);
  this.on('newListener', maybeEnableKeylog);
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);
Agent.defaultMaxSockets = Infinity;

// Sockets tell of TLS keys only while somebody wants them.
function maybeEnableKeylog(event) {
  if (event !== 'keylog') return;
  this.removeListener('newListener', maybeEnableKeylog);
  const agent = this;
  this[kOnKeylog] = function onkeylog(line) { agent.emit('keylog', line, this); };
  for (const list of Object.values(this.sockets)) {
    for (const socket of list) socket.on('keylog', this[kOnKeylog]);
  }
}

function onFreeSocketError(error) {
  this.destroy();
  this.emit('agentRemove');
}

// A request that waited gets its socket as if it were still where it was made.
function resumeRequest(agent, request, socket) {
  const resource = request[kRequestAsyncResource];
  if (!resource) {
    setRequestSocket(agent, request, socket);
    return;
  }
  request[kRequestAsyncResource] = null;
  resource.runInAsyncScope(() => {
    resetAsyncId(socket);
    setRequestSocket(agent, request, socket);
  });
}

// 'free': a response has been read and its socket can serve again.
function onFree(socket, options) {
  const name = this.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = this.requests[name];
  if (waiting?.length) {
    const request = waiting.shift();
    resumeRequest(this, request, socket);
    if (waiting.length === 0) delete this.requests[name];
    return;
  }
  const request = socket._httpMessage;
  if (!request?.shouldKeepAlive || !this.keepAlive || !hasRoom(this, name) || !this.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  const free = this.freeSockets[name] ??= [];
  socket[asyncIdSymbol] = -1;
  socket._httpMessage = null;
  this.removeSocket(socket, options);
  socket.once('error', onFreeSocketError);
  free.push(socket);
}

function hasRoom(agent, name) {
  const free = agent.freeSockets[name]?.length ?? 0;
  const used = agent.sockets[name]?.length ?? 0;
  return agent.totalSocketCount <= agent.maxTotalSockets && free + used <= agent.maxSockets && free < agent.maxFreeSockets;
}

// What a TLS client says whom it wants to talk to: the Host header's name, unless that is an address.
function serverNameOf(options, request) {
  let name = options.host;
  const header = request.getHeader('host');
  if (header) {
    validateString(header, 'options.headers.host');
    if (header.startsWith('[')) {
      const end = header.indexOf(']');
      name = end === -1 ? header : header.slice(1, end);
    } else {
      name = header.split(':', 1)[0];
    }
  }
  return net.isIP(name) ? '' : name;
}

// The agent's options outdo the request's.
function mergeOptions(agent, options, request) {
  const merged = { __proto__: null, ...options, ...agent.options };
  if (merged.socketPath) merged.path = merged.socketPath;
  if (!merged.servername && merged.servername !== '') merged.servername = serverNameOf(merged, request);
  return merged;
}

function takeFreeSocket(agent, name) {
  const free = agent.freeSockets[name];
  if (free === undefined) return undefined;
  while (free.length > 0 && free[0].destroyed) free.shift();
  const socket = agent.scheduling === 'fifo' ? free.shift() : free.pop();
  if (free.length === 0) delete agent.freeSockets[name];
  return socket;
}

// Of the tunnel to a proxy.
function reportTunnelError(error, request) {
  if (error.code !== 'ERR_PROXY_TUNNEL') return;
  if (error.proxyTunnelTimeout) request.emit('timeout');
  else request.emit('error', error);
}

function setRequestSocket(agent, request, socket) {
  request.onSocket(socket);
  const agentTimeout = agent.options.timeout || 0;
  if (request.timeout !== undefined && request.timeout !== agentTimeout) socket.setTimeout(request.timeout);
}

class ReusedHandle {
  constructor(type, handle) {
    this.type = type;
    this.handle = handle;
  }
}

// To async_hooks, a socket that serves again is another one.
function resetAsyncId(socket) {
  const handle = socket._handle;
  if (typeof handle?.asyncReset !== 'function') return;
  handle.asyncReset(new ReusedHandle(handle.getProviderType(), handle));
  socket[asyncIdSymbol] = handle.getAsyncId();
}

function installListeners(agent, socket, options) {
  const listeners = {
    free() { agent.emit('free', socket, options); },
    close() {
      agent.totalSocketCount--;
      agent.removeSocket(socket, options);
    },
    timeout() {
      if (Object.values(agent.freeSockets).some((list) => list.includes(socket))) socket.destroy();
    },
    // It becomes somebody else's, as after an upgrade.
    agentRemove() {
      listeners.close();
      for (const event of Object.keys(listeners)) socket.removeListener(event, listeners[event]);
    },
  };
  for (const event of Object.keys(listeners)) socket.on(event, listeners[event]);
  if (agent[kOnKeylog]) socket.on('keylog', agent[kOnKeylog]);
}

function removeFromList(lists, name, socket) {
  const list = lists[name];
  const index = list?.indexOf(socket) ?? -1;
  if (index === -1) return;
  list.splice(index, 1);
  if (list.length === 0) delete lists[name];
}

// Which request may have a new connection now that one of `name` is gone: one of the same name, else one of a name without connections.
function nextWaiting(agent, name) {
  if (agent.requests[name]?.length) return { request: agent.requests[name][0] };
  for (const other of Object.keys(agent.requests)) {
    if (agent.sockets[other]?.length) return undefined;
    const request = agent.requests[other][0];
    return { request, options: request[kRequestOptions] };
  }
  return undefined;
}

// How long the server says that it waits for another request, less what the way there may take; undefined when it says nothing.
function hintedTimeout(agent, socket) {
  const hint = /^timeout=(\d+)/.exec(socket._httpMessage?.res?.headers['keep-alive'] ?? '')?.[1];
  return hint === undefined ? undefined : Math.max(0, Number.parseInt(hint, 10) * 1000 - agent.agentKeepAliveTimeoutBuffer);
}

Object.assign(Agent.prototype, {
  createConnection(...args) {
    const { 0: options, 1: callback } = net._normalizeArgs(args);
    if (!proxy.checkShouldUseProxy(this[kProxyConfig], options)) return net.createConnection(...args);
    const { protocol, proxyConnectionOptions } = this[kProxyConfig];
    return (protocol === 'https:' ? require('tls') : net).connect({ ...proxyConnectionOptions }, callback);
  },

  getName(options = kEmptyObject) {
    let name = `${options.host || 'localhost'}:${options.port || ''}:${options.localAddress || ''}`;
    if (options.family === 4 || options.family === 6) name += `:${options.family}`;
    if (options.socketPath) name += `:${options.socketPath}`;
    return name;
  },

  addRequest(request, options, port, localAddress) {
    if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
    options = mergeOptions(this, options, request);
    const name = this.getName(options);
    const used = this.sockets[name] ||= [];
    const socket = takeFreeSocket(this, name);
    const count = used.length + (this.freeSockets[name]?.length ?? 0);
    if (socket) {
      resetAsyncId(socket);
      this.reuseSocket(socket, request);
      setRequestSocket(this, request, socket);
      used.push(socket);
    } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
      this.createSocket(request, options, (error, created) => {
        if (error) {
          reportTunnelError(error, request);
          request.onSocket(created, error);
        } else {
          setRequestSocket(this, request, created);
        }
      });
    } else {
      request[kRequestOptions] = options;
      request[kRequestAsyncResource] = new AsyncResource('QueuedRequest');
      (this.requests[name] ||= []).push(request);
    }
  },

  createSocket(request, options, callback) {
    options = mergeOptions(this, options, request);
    const timeout = request.timeout || this.options.timeout;
    if (timeout) options.timeout = timeout;
    const name = this.getName(options);
    options._agentKey = name;
    options.encoding = null;
    if (this.keepAlive) {
      options.keepAlive = this.keepAlive;
      options.keepAliveInitialDelay = this.keepAliveMsecs;
    }
    const onCreate = once((error, socket) => {
      if (error) {
        callback(error);
        return;
      }
      (this.sockets[name] ||= []).push(socket);
      this.totalSocketCount++;
      installListeners(this, socket, options);
      callback(null, socket);
    });
    const socket = this.createConnection(options, onCreate);
    if (socket && !socket[kWaitForProxyTunnel]) onCreate(null, socket);
  },

  removeSocket(socket, options) {
    const name = this.getName(options);
    removeFromList(this.sockets, name, socket);
    if (!socket.writable) removeFromList(this.freeSockets, name, socket);
    const next = nextWaiting(this, name);
    if (next === undefined) return;
    const { request, options: requestOptions = options } = next;
    request[kRequestOptions] = undefined;
    this.createSocket(request, requestOptions, (error, created) => {
      if (error) {
        reportTunnelError(error, request);
        request.onSocket(null, error);
      } else {
        created.emit('free');
      }
    });
  },

  // Whether the socket may wait for another request; and for how long it does.
  keepSocketAlive(socket) {
    socket.setKeepAlive(true, this.keepAliveMsecs);
    socket.unref();
    let timeout = this.options.timeout || 0;
    const hint = hintedTimeout(this, socket);
    if (hint !== undefined && hint > 0 && hint < timeout) timeout = hint;
    if (socket.timeout !== timeout) socket.setTimeout(timeout);
    return hint !== 0;
  },

  reuseSocket(socket, request) {
    socket.removeListener('error', onFreeSocketError);
    request.reusedSocket = true;
    socket.ref();
  },

  destroy() {
    for (const lists of [this.freeSockets, this.sockets]) {
      for (const name of Object.keys(lists)) {
        // destroy() may take others off.
        for (const socket of [...lists[name] ?? []]) socket.destroy();
      }
    }
  },
});

let globalAgent;

module.exports = {
  Agent,
  get globalAgent() {
    return globalAgent ??= new Agent({
      keepAlive: true,
      scheduling: 'lifo',
      timeout: 5000,
      proxyEnv: process.env.NODE_USE_ENV_PROXY === '1' ? proxy.filterEnvForProxies(process.env) : undefined,
    });
  },
  set globalAgent(agent) { globalAgent = agent; },
};
