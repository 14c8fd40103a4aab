'use strict';

// http.Server: options, the watch over its connections' timeouts, and closing.

const EventEmitter = require('events');
const net = require('net');
const { clearInterval, setInterval } = require('timers');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { IncomingMessage, kIncomingMessage } = require('internal/http/common');
const { kUniqueHeaders, parseUniqueHeadersOption } = require('internal/http/outgoing');
const {
  connectionListener, kConnections, kOptimizeEmptyRequests, kServerResponse, requestTimedOut,
} = require('internal/http/server_connection');
const { ServerResponse } = require('internal/http/server_response');
const STATUS_CODES = require('internal/http/status_codes');
const { assignFunctionName, kEmptyObject, promisify } = require('internal/util');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');
const { ConnectionsList } = internalBinding('http_parser');

const kConnectionsCheckingInterval = Symbol('http.server.connectionsCheckingInterval');

function integerOption(options, name, otherwise) {
  const value = options[name];
  if (value === undefined) return otherwise;
  validateInteger(value, name, 0);
  return value;
}

function booleanOption(options, name, otherwise) {
  const value = options[name];
  if (value === undefined) return otherwise;
  validateBoolean(value, `options.${name}`);
  return value;
}

function wantsUpgrade() {
  return this.listenerCount('upgrade') > 0;
}

// Also of an https server. `this` is the server.
function storeHTTPOptions(options) {
  this[kIncomingMessage] = options.IncomingMessage || IncomingMessage;
  this[kServerResponse] = options.ServerResponse || ServerResponse;
  this.maxHeaderSize = integerOption(options, 'maxHeaderSize', undefined);
  this[kOptimizeEmptyRequests] = booleanOption(options, 'optimizeEmptyRequests', false);
  this.insecureHTTPParser = booleanOption(options, 'insecureHTTPParser', undefined);
  this.requestTimeout = integerOption(options, 'requestTimeout', 300_000);
  this.headersTimeout = integerOption(options, 'headersTimeout', Math.min(60_000, this.requestTimeout));
  if (this.requestTimeout > 0 && this.headersTimeout > this.requestTimeout) {
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', options.headersTimeout);
  }
  this.keepAliveTimeout = integerOption(options, 'keepAliveTimeout', 5_000);
  this.keepAliveTimeoutBuffer = integerOption(options, 'keepAliveTimeoutBuffer', 1_000);
  this.connectionsCheckingInterval = integerOption(options, 'connectionsCheckingInterval', 30_000);
  this.requireHostHeader = booleanOption(options, 'requireHostHeader', true);
  this.joinDuplicateHeaders = booleanOption(options, 'joinDuplicateHeaders', undefined);
  this.rejectNonStandardBodyWrites = booleanOption(options, 'rejectNonStandardBodyWrites', false);
  if (options.shouldUpgradeCallback !== undefined) validateFunction(options.shouldUpgradeCallback, 'options.shouldUpgradeCallback');
  this.shouldUpgradeCallback = options.shouldUpgradeCallback ?? wantsUpgrade;
}

function checkConnections() {
  if (this.headersTimeout === 0 && this.requestTimeout === 0) return;
  for (const { socket } of this[kConnections].expired(this.headersTimeout, this.requestTimeout)) {
    if (socket) requestTimedOut(socket);
  }
}

function setupConnectionsTracking() {
  this[kConnections] ||= new ConnectionsList();
  clearInterval(this[kConnectionsCheckingInterval]);
  // Even without timeouts, since they may be set later.
  this[kConnectionsCheckingInterval] = setInterval(() => Reflect.apply(checkConnections, this, []), this.connectionsCheckingInterval).unref();
}

function httpServerPreClose(server) {
  server.closeIdleConnections();
  clearInterval(server[kConnectionsCheckingInterval]);
}

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = kEmptyObject;
  } else if (options == null) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  Reflect.apply(storeHTTPOptions, this, [options]);
  net.Server.call(this, {
    allowHalfOpen: true,
    noDelay: options.noDelay ?? true,
    keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay,
    highWaterMark: options.highWaterMark,
  });
  if (requestListener) this.on('request', requestListener);
  this.httpAllowHalfOpen = false;
  this.on('connection', connectionListener);
  this.on('listening', setupConnectionsTracking);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

// A request listener's promise was rejected.
function answerRejection(response) {
  if (response.headersSent || response.writableEnded) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 500;
  response.end(STATUS_CODES[500]);
}

Object.assign(Server.prototype, {
  close(...args) {
    httpServerPreClose(this);
    Reflect.apply(net.Server.prototype.close, this, args);
    return this;
  },

  closeAllConnections() {
    for (const { socket } of this[kConnections]?.all() ?? []) socket.destroy();
  },

  closeIdleConnections() {
    for (const { socket } of this[kConnections]?.idle() ?? []) {
      if (!socket._httpMessage || socket._httpMessage.finished) socket.destroy();
    }
  },

  setTimeout(msecs, callback) {
    this.timeout = msecs;
    if (callback) this.on('timeout', callback);
    return this;
  },

  [Symbol.asyncDispose]: assignFunctionName(Symbol.asyncDispose, async function() {
    await Reflect.apply(promisify(this.close), this, []);
  }),

  [EventEmitter.captureRejectionSymbol]: assignFunctionName(EventEmitter.captureRejectionSymbol, function(error, event, ...args) {
    if (event === 'request') answerRejection(args[1]);
    else Reflect.apply(net.Server.prototype[EventEmitter.captureRejectionSymbol], this, [error, event, ...args]);
  }),
});

module.exports = {
  STATUS_CODES,
  Server,
  ServerResponse,
  _connectionListener: connectionListener,
  httpServerPreClose,
  kConnectionsCheckingInterval,
  kServerResponse,
  setupConnectionsTracking,
  storeHTTPOptions,
};
