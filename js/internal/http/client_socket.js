'use strict';

// A client request on its socket: the parser of the response, the socket's events, and what becomes of the socket afterwards.
//
// While a socket serves a request, socket._httpMessage is the request and socket.parser the parser.

const diagnosticsChannel = require('diagnostics_channel');
const assert = require('internal/assert');
const { defaultTriggerAsyncIdScope } = require('internal/async_hooks');
const { ConnResetException } = require('internal/errors');
const { kNeedDrain } = require('internal/http');
const { HTTPAsyncResource, HTTPParser, freeParser, kSkipPendingData, lenientFlags, parsers, prepareError } = require('internal/http/common');
const { stopPerf, stopTrace, tracer } = require('internal/http/perf');

const errorChannel = diagnosticsChannel.channel('http.client.request.error');
const responseFinishChannel = diagnosticsChannel.channel('http.client.response.finish');

// Answers to the parser.
const kGoOn = 0;
const kNoBody = 1;
const kNoHttpBehind = 2;

function emitErrorEvent(request, error) {
  if (errorChannel.hasSubscribers) errorChannel.publish({ request, error });
  request.emit('error', error);
}

// The first failure of a connection is the request's error; later ones are not told.
function failOnce(request, error) {
  if (request.socket._hadError) return;
  request.socket._hadError = true;
  emitErrorEvent(request, error);
}

function closeRequest(request) {
  request._closed = true;
  request.emit('close');
}

// 100, 102, 103 ...: the response proper is yet to come. 101 is one.
function isInformational(status) {
  return status >= 100 && status < 200 && status !== 101;
}

function finishParser(socket, request) {
  const { parser } = socket;
  if (!parser) return;
  parser.finish();
  freeParser(parser, request, socket);
}

function stopReading(socket) {
  socket.removeListener('data', onData);
  socket.removeListener('end', onEnd);
}

// ---- Events of the socket: `this` ----

function onDrain() {
  const request = this._httpMessage;
  if (!request || request.finished || !request[kNeedDrain]) return;
  request[kNeedDrain] = false;
  request.emit('drain');
}

function onClose() {
  const request = this._httpMessage;
  const { parser } = this;
  const response = request.res;
  request.destroyed = true;
  if (response) {
    if (!response.complete) response.destroy(new ConnResetException('aborted'));
    closeRequest(request);
    if (!response.aborted && response.readable) response.push(null);
  } else {
    failOnce(request, new ConnResetException('socket hang up'));
    closeRequest(request);
  }
  if (request.outputData) request.outputData.length = 0;  // It can't be sent any more.
  if (parser) {
    parser.finish();
    freeParser(parser, request, this);
  }
}

function onError(error) {
  const request = this._httpMessage;
  if (request) {
    request.socket._hadError = true;
    emitErrorEvent(request, error);
  }
  finishParser(this, request);
  stopReading(this);
  this.destroy();
}

function onEnd() {
  const request = this._httpMessage;
  const { parser } = this;
  if (!request.res) failOnce(request, new ConnResetException('socket hang up'));
  if (parser) {
    parser.finish();
    freeParser(parser, request, this);
  }
  this.destroy();
}

function onTimeout() {
  const response = this._httpMessage?.res;
  if (response) response.emit('timeout');
}

function emitRequestTimeout() {
  this._httpMessage?.emit('timeout');
}

function onData(chunk) {
  const request = this._httpMessage;
  const { parser } = this;
  assert(parser && parser.socket === this);
  const result = parser.execute(chunk);
  const response = parser.incoming;
  if (result instanceof Error) {
    prepareError(result, parser, chunk);
    freeParser(parser, request, this);
    stopReading(this);
    this.destroy();
    request.socket._hadError = true;
    emitErrorEvent(request, result);
  } else if (response?.upgrade) {
    upgrade(this, request, response, chunk.subarray(result));
  } else if (response?.complete && !isInformational(response.statusCode)) {
    stopReading(this);
    this.removeListener('drain', onDrain);
    freeParser(parser, request, this);
  }
}

// Another protocol takes over the socket, or nobody does.
function upgrade(socket, request, response, head) {
  request.res = response;
  stopReading(socket);
  socket.removeListener('drain', onDrain);
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  socket.removeListener('timeout', onTimeout);
  finishParser(socket, request);

  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (request.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  request.upgradeOrConnect = true;
  socket.emit('agentRemove');
  socket.removeListener('close', onClose);
  socket.removeListener('error', onError);
  socket._httpMessage = null;
  socket.readableFlowing = null;
  request.emit(event, response, socket, head);
  request.destroyed = true;
  closeRequest(request);
}

// ---- The response: `this` is the parser ----

function onIncoming(response, shouldKeepAlive) {
  const { socket } = this;
  const request = socket._httpMessage;
  if (request.res) {
    refuseSecondResponse(socket, request);
    return kGoOn;
  }
  request.res = response;
  if (response.upgrade) return kNoHttpBehind;
  if (request.method === 'CONNECT') {
    response.upgrade = true;
    return kNoHttpBehind;
  }
  if (isInformational(response.statusCode)) {
    tellInformation(request, response);
    return kNoBody;
  }
  // Both sides must want it.
  if (request.shouldKeepAlive && !shouldKeepAlive && !request.upgradeOrConnect) request.shouldKeepAlive = false;
  if (tracer.on) stopTrace(request, 'http.client.request', { path: request.path, statusCode: response.statusCode });
  stopPerf(request, { statusCode: response.statusCode, statusMessage: response.statusMessage, headers: response.headers });
  if (responseFinishChannel.hasSubscribers) responseFinishChannel.publish({ request, response });
  response.req = request;

  // Before the user's listeners, so that the socket is seen to whatever they do.
  response.on('end', onResponseEnd);
  request.on('finish', onRequestFinish);
  socket.on('timeout', onTimeout);
  if (request.aborted || !request.emit('response', response)) response._dump();
  if (request.method === 'HEAD') return kNoBody;
  if (response.statusCode === 304) {
    response.complete = true;
    return kNoBody;
  }
  return kGoOn;
}

function refuseSecondResponse(socket, request) {
  socket.destroy();
  if (!socket.parser) return;
  // What follows belongs to neither.
  socket.parser.incoming = request.res;
  request.res[kSkipPendingData] = true;
}

function tellInformation(request, response) {
  request.res = null;
  if (response.statusCode === 100) request.emit('continue');
  const { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = response;
  request.emit('information', { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders });
}

// 'end' of the response.
function onResponseEnd() {
  const request = this.req;
  const { socket } = request;
  if (socket) {
    if (request.timeoutCb) socket.removeListener('timeout', emitRequestTimeout);
    socket.removeListener('timeout', onTimeout);
  }
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (socket.writable) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    }
    assert(!socket.writable);
  } else if (request.writableFinished && !this.aborted) {
    assert(request.finished);
    releaseSocket(request);
  }
}

// 'finish' of a request that may have been answered before it was sent.
function onRequestFinish() {
  if (this.shouldKeepAlive && this._ended) releaseSocket(this);
}

// The socket goes back to the agent, after the user's 'end' listeners.
function releaseSocket(request) {
  const { socket } = request;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  socket.removeListener('close', onClose);
  socket.removeListener('error', onError);
  stopReading(socket);
  const asyncId = socket._handle ? socket._handle.getAsyncId() : undefined;
  defaultTriggerAsyncIdScope(asyncId, process.nextTick, emitFree, request);
  request.destroyed = true;
  if (request.res) request.res.socket = null;  // Destroying the response must not harm the socket's next user.
}

function emitFree(request) {
  closeRequest(request);
  request.socket?.emit('free');
}

// ---- Beginning ----

function startParser(request, socket) {
  const parser = parsers.alloc();
  parser.initialize(HTTPParser.RESPONSE, new HTTPAsyncResource('HTTPINCOMINGMESSAGE', 'req', request), request.maxHeaderSize || 0,
                    lenientFlags(request.insecureHTTPParser));
  parser.socket = socket;
  parser.outgoing = request;
  if (typeof request.maxHeadersCount === 'number') parser.maxHeaderPairs = request.maxHeadersCount << 1;
  parser.joinDuplicateHeaders = request.joinDuplicateHeaders;
  parser.onIncoming = onIncoming;
  request.parser = parser;
  socket.parser = parser;
}

function listenSocketTimeout(request) {
  if (request.timeoutCb) return;
  request.timeoutCb = emitRequestTimeout;
  if (request.socket) request.socket.once('timeout', emitRequestTimeout);
  else request.on('socket', (socket) => socket.once('timeout', emitRequestTimeout));
}

function attachSocket(request, socket) {
  request.socket = socket;
  startParser(request, socket);
  socket._httpMessage = request;
  socket.on('error', onError);
  socket.on('data', onData);
  socket.on('end', onEnd);
  socket.on('close', onClose);
  socket.on('drain', onDrain);
  if (request.timeout !== undefined || request.agent?.options?.timeout) listenSocketTimeout(request);
  request.emit('socket', socket);
}

module.exports = { attachSocket, closeRequest, emitErrorEvent, listenSocketTimeout };
