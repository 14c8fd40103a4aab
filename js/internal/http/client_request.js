'use strict';

// ClientRequest: a request of a client, from its options to the socket it gets.

const diagnosticsChannel = require('diagnostics_channel');
const net = require('net');
const { addAbortSignal, finished } = require('stream');
const agents = require('internal/http/agent');
const {
  ConnResetException, codes: { ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_HTTP_TOKEN, ERR_INVALID_PROTOCOL, ERR_UNESCAPED_CHARACTERS },
} = require('internal/errors');
const { kOutHeaders } = require('internal/http');
const { attachSocket, closeRequest, emitErrorEvent, listenSocketTimeout } = require('internal/http/client_socket');
const { OutgoingMessage, kUniqueHeaders, parseUniqueHeadersOption } = require('internal/http/outgoing');
const { hasObserver, startPerf, startTrace, tracer } = require('internal/http/perf');
const { rewriteForProxiedHttp } = require('internal/http/proxy');
const { checkIsHttpToken } = require('internal/http/tokens');
const { getTimerDuration } = require('internal/timers');
const { URL, isURL, urlToHttpOptions } = require('internal/url');
const { kEmptyObject, once } = require('internal/util');
const { validateBoolean, validateInteger, validateString } = require('internal/validators');

const createdChannel = diagnosticsChannel.channel('http.client.request.created');
const startChannel = diagnosticsChannel.channel('http.client.request.start');

const notInPath = /[^\u0021-\u00ff]/;
const methodsWithoutBody = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);
const kError = Symbol('kError');

function validateHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host);
  }
  return host;
}

// (url, options, callback), (url, callback), (options, callback) => { options, callback }
function readArguments(input, options, callback) {
  if (typeof input === 'string') {
    input = urlToHttpOptions(new URL(input));
  } else if (isURL(input)) {
    input = urlToHttpOptions(input);
  } else {
    callback = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') return { options: input || kEmptyObject, callback: options };
  return { options: Object.assign(input || {}, options), callback };
}

function chooseAgent(options, defaultAgent) {
  const { agent } = options;
  if (agent === false) return new defaultAgent.constructor();
  if (agent === null || agent === undefined) return typeof options.createConnection === 'function' ? agent : defaultAgent;
  if (typeof agent.addRequest !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  return agent;
}

function checkPath(options) {
  if (options.path && notInPath.test(String(options.path))) throw new ERR_UNESCAPED_CHARACTERS('Request path');
}

function readMethod(options) {
  const { method } = options;
  if (method != null) validateString(method, 'options.method');
  if (!method) return 'GET';
  if (!checkIsHttpToken(method)) throw new ERR_INVALID_HTTP_TOKEN('Method', method);
  return method.toUpperCase();
}

// An IPv6 address stands in brackets there.
function hostHeader(host, port, defaultPort) {
  const colon = host.indexOf(':');
  const isAddress = colon !== -1 && host.includes(':', colon + 1) && !host.startsWith('[');
  const name = isAddress ? `[${host}]` : host;
  return port && +port !== defaultPort ? `${name}:${port}` : name;
}

function ClientRequest(input, options, callback) {
  OutgoingMessage.call(this);
  ({ options, callback } = readArguments(input, options, callback));

  const defaultAgent = options._defaultAgent || agents.globalAgent;
  this.agent = chooseAgent(options, defaultAgent);
  const protocol = options.protocol || defaultAgent.protocol;
  const expectedProtocol = this.agent?.protocol || defaultAgent.protocol;
  checkPath(options);
  if (protocol !== expectedProtocol) throw new ERR_INVALID_PROTOCOL(protocol, expectedProtocol);

  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  const connectOptions = { __proto__: null, ...options };
  const port = connectOptions.port = options.port || defaultPort || 80;
  const host = connectOptions.host = validateHost(options.hostname, 'hostname') || validateHost(options.host, 'host') || 'localhost';
  const setHost = options.setHost !== undefined ? Boolean(options.setHost) : options.setDefaultHeaders !== false;
  this._removedConnection = this._removedContLen = this._removedTE = options.setDefaultHeaders === false;
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = getTimerDuration(options.timeout, 'timeout');
  if (options.signal) {
    addAbortSignal(options.signal, this);
    delete connectOptions.signal;
  }
  this.method = readMethod(options);
  if (options.maxHeaderSize !== undefined) validateInteger(options.maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = options.maxHeaderSize;
  if (options.insecureHTTPParser !== undefined) validateBoolean(options.insecureHTTPParser, 'options.insecureHTTPParser');
  this.insecureHTTPParser = options.insecureHTTPParser;
  if (options.joinDuplicateHeaders !== undefined) validateBoolean(options.joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  this.joinDuplicateHeaders = options.joinDuplicateHeaders;
  this.path = options.path || '/';
  if (callback) this.once('response', callback);

  this.useChunkedEncodingByDefault = !methodsWithoutBody.has(this.method);
  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;
  if (this.agent) {
    // An agent that will never use a connection twice need not ask the server to keep it.
    this.shouldKeepAlive = Boolean(this.agent.keepAlive) || Number.isFinite(this.agent.maxSockets);
    this._last = !this.shouldKeepAlive;
  }

  if (Array.isArray(options.headers)) {
    rewriteForProxiedHttp(this, connectOptions);
    storeRequestHeader(this, options.headers);
  } else {
    setDefaultHeaders(this, options, setHost ? hostHeader(host, port, defaultPort) : undefined);
    if (this.getHeader('expect') && this._header) throw new ERR_HTTP_HEADERS_SENT('render');
    rewriteForProxiedHttp(this, connectOptions);
    if (this.getHeader('expect')) storeRequestHeader(this, this[kOutHeaders]);
  }
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);

  if (this.agent) this.agent.addRequest(this, connectOptions);
  else connectAlone(this, connectOptions);
  if (createdChannel.hasSubscribers) createdChannel.publish({ request: this });
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

function storeRequestHeader(request, headers) {
  request._storeHeader(`${request.method} ${request.path} HTTP/1.1\r\n`, headers);
}

function setDefaultHeaders(request, options, host) {
  if (options.headers) {
    for (const name of Object.keys(options.headers)) request.setHeader(name, options.headers[name]);
  }
  if (host && !request.getHeader('host')) request.setHeader('Host', host);
  if (options.auth && !request.getHeader('Authorization')) {
    request.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
  }
}

// Without an agent: a connection for this request only.
function connectAlone(request, options) {
  request._last = true;
  request.shouldKeepAlive = false;
  if (options.path || options.socketPath) options = { ...options, path: options.socketPath || undefined };
  if (typeof options.createConnection !== 'function') {
    request.onSocket(net.createConnection(options));
    return;
  }
  const onCreate = once((error, socket) => {
    if (error) process.nextTick(emitErrorEvent, request, error);
    else request.onSocket(socket);
  });
  try {
    const socket = options.createConnection(options, onCreate);
    if (socket) onCreate(null, socket);
  } catch (error) {
    onCreate(error);
  }
}

// ---- The socket has been found, or not ----

function closeWith(request, error) {
  if (!request.aborted && !error) error = new ConnResetException('socket hang up');
  if (error) emitErrorEvent(request, error);
  closeRequest(request);
}

function takeSocket(request, socket, error) {
  if (!request.destroyed && !error) {
    attachSocket(request, socket);
    request._flush();
    return;
  }
  // Too late: the request has been destroyed meanwhile.
  request.destroyed = true;
  if (socket && !error && request.agent && !socket.destroyed) {
    socket.emit('free');
  } else if (socket) {
    finished(socket.destroy(error || request[kError]), (socketError) => {
      closeWith(request, (socketError?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? null : socketError) || error);
    });
    return;
  }
  closeWith(request, error || request[kError]);
}

function setSocketTimeout(socket, msecs) {
  if (socket.connecting) socket.once('connect', () => socket.setTimeout(msecs));
  else socket.setTimeout(msecs);
}

Object.assign(ClientRequest.prototype, {
  _finish() {
    Reflect.apply(OutgoingMessage.prototype._finish, this, []);
    if (hasObserver('http')) {
      startPerf(this, 'HttpClient', { method: this.method, url: `${this.protocol}//${this.host}${this.path}`, headers: this.getHeaders?.() ?? {} });
    }
    if (tracer.on) startTrace(this, 'http.client.request');
    if (startChannel.hasSubscribers) startChannel.publish({ request: this });
  },

  _implicitHeader() {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
    storeRequestHeader(this, this[kOutHeaders]);
  },

  abort() {
    if (this.aborted) return;
    this.aborted = true;
    process.nextTick(() => this.emit('abort'));
    this.destroy();
  },

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.res?._dump();
    this[kError] = error;
    this.socket?.destroy(error);
    return this;
  },

  onSocket(socket, error) {
    process.nextTick(takeSocket, this, socket, error);
  },

  // Calls a method of the socket once there is one that is connected.
  _deferToConnect(method, args) {
    const call = () => {
      if (method) Reflect.apply(this.socket[method], this.socket, args);
    };
    const onSocket = () => {
      if (this.socket.writable) call();
      else this.socket.once('connect', call);
    };
    if (this.socket) onSocket();
    else this.once('socket', onSocket);
  },

  setTimeout(msecs, callback) {
    if (this._ended) return this;
    listenSocketTimeout(this);
    msecs = getTimerDuration(msecs, 'msecs');
    if (callback) this.once('timeout', callback);
    if (this.socket) setSocketTimeout(this.socket, msecs);
    else this.once('socket', (socket) => setSocketTimeout(socket, msecs));
    return this;
  },

  setNoDelay(noDelay) {
    this._deferToConnect('setNoDelay', [noDelay]);
  },

  setSocketKeepAlive(enable, initialDelay) {
    this._deferToConnect('setKeepAlive', [enable, initialDelay]);
  },

  clearTimeout(callback) {
    this.setTimeout(0, callback);
  },
});

module.exports = { ClientRequest };
