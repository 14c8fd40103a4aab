'use strict';

// ServerResponse: a server's answer to one request.

const diagnosticsChannel = require('diagnostics_channel');
const assert = require('internal/assert');
const {
  codes: {
    ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_HTTP_SOCKET_ASSIGNED, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR,
  },
} = require('internal/errors');
const { kOutHeaders } = require('internal/http');
const { OutgoingMessage } = require('internal/http/outgoing');
const { hasObserver, startPerf, startTrace, stopPerf, stopTrace, tracer } = require('internal/http/perf');
const STATUS_CODES = require('internal/http/status_codes');
const { checkInvalidHeaderChar, chunkExpression } = require('internal/http/tokens');
const { validateLinkHeaderValue, validateObject } = require('internal/validators');

const createdChannel = diagnosticsChannel.channel('http.server.response.created');

// The HttpServerConnection of a socket: it tells the response of the socket's end.
const kConnection = Symbol('kConnection');

function ServerResponse(request, options) {
  OutgoingMessage.call(this, options);
  if (request.method === 'HEAD') this._hasBody = false;
  this.req = request;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;

  if (request.httpVersionMajor < 1 || request.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = chunkExpression.test(request.headers.te);
    this.shouldKeepAlive = false;
  }
  if (hasObserver('http')) startPerf(this, 'HttpRequest', { method: request.method, url: request.url, headers: request.headers });
  if (tracer.on) startTrace(this, 'http.server.request');
  if (createdChannel.hasSubscribers) createdChannel.publish({ request, response: this });
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

function emitClose(response) {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}

// 'close' of a socket that no server's connection looks after. A listener that took the response off it leaves nothing to tell.
function onSocketClose() {
  if (this._httpMessage) emitClose(this._httpMessage);
}

// [name, value, ...]: replaces what was set before, but names may repeat among themselves.
function mergeHeaderList(response, list) {
  if (list.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', list);
  for (let i = 0; i < list.length; i += 2) response.removeHeader(list[i]);
  for (let i = 0; i < list.length; i += 2) {
    if (list[i]) response.appendHeader(list[i], list[i + 1]);
  }
}

function mergeHeaders(response, headers) {
  if (Array.isArray(headers)) {
    mergeHeaderList(response, headers);
  } else if (headers) {
    for (const name of Object.keys(headers)) {
      if (name) response.setHeader(name, headers[name]);
    }
  }
  return response[kOutHeaders];
}

function writeHead(statusCode, reason, headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  const code = statusCode | 0;
  if (code < 100 || code > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(statusCode);

  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[code] || 'unknown';
    headers ??= reason;
  }
  this.statusCode = code;
  if (this[kOutHeaders]) headers = mergeHeaders(this, headers);
  if (checkInvalidHeaderChar(this.statusMessage)) throw new ERR_INVALID_CHAR('statusMessage');

  if (code === 204 || code === 304 || code < 200) this._hasBody = false;
  // A client that waits for 100 Continue may yet send its body: nothing can be told apart behind it.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  this._storeHeader(`HTTP/1.1 ${code} ${this.statusMessage}\r\n`, headers);
  return this;
}

Object.assign(ServerResponse.prototype, {
  statusCode: 200,
  statusMessage: undefined,

  _finish() {
    if (hasObserver('http')) {
      stopPerf(this, { statusCode: this.statusCode, statusMessage: this.statusMessage, headers: this.getHeaders?.() ?? {} });
    }
    if (tracer.on) stopTrace(this, 'http.server.request', { url: this.req?.url, statusCode: this.statusCode });
    Reflect.apply(OutgoingMessage.prototype._finish, this, []);
  },

  assignSocket(socket) {
    if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
    socket._httpMessage = this;
    if (socket[kConnection] === undefined) socket.on('close', onSocketClose);
    this.socket = socket;
    this.emit('socket', socket);
    this._flush();
  },

  detachSocket(socket) {
    assert(socket._httpMessage === this);
    if (socket[kConnection] === undefined) socket.removeListener('close', onSocketClose);
    socket._httpMessage = null;
    this.socket = null;
  },

  writeContinue(callback) {
    this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'ascii', callback);
    this._sent100 = true;
  },

  writeProcessing(callback) {
    this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'ascii', callback);
  },

  writeEarlyHints(hints, callback) {
    validateObject(hints, 'hints');
    if (hints.link === null || hints.link === undefined) return;
    const link = validateLinkHeaderValue(hints.link);
    if (link.length === 0) return;
    let head = `HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n`;
    for (const name of Object.keys(hints)) {
      if (name !== 'link') head += `${name}: ${hints[name]}\r\n`;
    }
    this._writeRaw(`${head}\r\n`, 'ascii', callback);
  },

  _implicitHeader() {
    this.writeHead(this.statusCode);
  },

  writeHead,
  writeHeader: writeHead,
});

module.exports = { ServerResponse, emitClose, kConnection };
