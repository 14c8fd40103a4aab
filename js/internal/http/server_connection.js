'use strict';

// One connection of an HTTP server: requests from its parser, responses in their order, timeouts, and its end.

const diagnosticsChannel = require('diagnostics_channel');
const net = require('net');
const assert = require('internal/assert');
const { defaultTriggerAsyncIdScope, getOrSetAsyncId } = require('internal/async_hooks');
const { ConnResetException, codes: { ERR_HTTP_REQUEST_TIMEOUT, ERR_HTTP_SOCKET_ENCODING } } = require('internal/errors');
const { kNeedDrain } = require('internal/http');
const { HTTPAsyncResource, HTTPParser, freeParser, lenientFlags, parsers, prepareError } = require('internal/http/common');
const { isBeingRead, isReadableEnded } = require('internal/http/incoming');
const { kBeforeFinish, kUniqueHeaders } = require('internal/http/outgoing');
const { ServerResponse, emitClose, kConnection } = require('internal/http/server_response');
const STATUS_CODES = require('internal/http/status_codes');
const { continueExpression } = require('internal/http/tokens');
const { kCallOnExecute, kHasBodyHeaders, kHasExpect, kHasHost } = internalBinding('http_parser');

const requestStartChannel = diagnosticsChannel.channel('http.server.request.start');
const responseFinishChannel = diagnosticsChannel.channel('http.server.response.finish');

const { kOnExecute, kOnTimeout } = HTTPParser;
const kUpgradeAnswer = 2;
const kUnknownFacts = -1;

const kConnections = Symbol('http.server.connections');
const kServerResponse = Symbol('ServerResponse');
const kOptimizeEmptyRequests = Symbol('OptimizeEmptyRequestsOption');

function noop() {}

function errorResponse(code) {
  return Buffer.from(`HTTP/1.1 ${code} ${STATUS_CODES[code]}\r\nConnection: close\r\n\r\n`, 'latin1');
}

function responseForError(code) {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW': return errorResponse(431);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW': return errorResponse(413);
    case 'ERR_HTTP_REQUEST_TIMEOUT': return errorResponse(408);
    default: return errorResponse(400);
  }
}

// 'error' of the socket, and errors of the parser. `this` is the socket.
function onSocketError(error) {
  this.removeListener('error', onSocketError);
  if (this.listenerCount('error', noop) === 0) this.on('error', noop);  // Whatever follows.
  if (this.server.emit('clientError', error, this)) return;
  // Into the middle of a response nothing can be written.
  if (this.writable && !this._httpMessage?._headerSent) this.write(responseForError(error.code));
  this.destroy(error);
}

function onSocketTimeout() {
  const request = this.parser?.incoming;
  const requestHeard = request && !request.complete && request.emit('timeout', this);
  const responseHeard = this._httpMessage?.emit('timeout', this);
  const serverHeard = this.server.emit('timeout', this);
  if (!requestHeard && !responseHeard && !serverHeard) this.destroy();
}

// While the parser reads straight from the handle, the stream's own flow means nothing: only the handle is started and stopped.
function onSocketResume() {
  if (this._paused) {
    this.pause();  // 'resume' comes late, and may be stale.
    return;
  }
  const handle = this._handle;
  if (handle && !handle.reading) {
    handle.reading = true;
    handle.readStart();
  }
}

function onSocketPause() {
  const handle = this._handle;
  if (handle?.reading) {
    handle.reading = false;
    handle.readStop();
  }
}

function unconsume(parser, socket) {
  if (!socket._handle) return;
  if (parser._consumed) parser.unconsume();
  parser._consumed = false;
  socket.removeListener('pause', onSocketPause);
  socket.removeListener('resume', onSocketResume);
}

// Somebody who listens to the socket's data gets them the usual way.
function listening(name) {
  return function(event, listener) {
    const result = Reflect.apply(net.Socket.prototype[name], this, [event, listener]);
    if (!this.parser) {
      for (const each of ['on', 'addListener', 'prependListener']) this[each] = net.Socket.prototype[each];
    } else if (event === 'data' || event === 'readable') {
      unconsume(this.parser, this);
    }
    return result;
  };
}
const onListening = listening('on');
const addListenerListening = listening('addListener');
const prependListenerListening = listening('prependListener');

function refuseEncoding() {
  throw new ERR_HTTP_SOCKET_ENCODING();
}

// When the request's end has been read, the parser lets go of it.
function clearIncoming(request) {
  const parser = request.socket?.parser;
  if (!parser || parser.incoming !== request) return;
  if (isReadableEnded(request)) parser.incoming = null;
  else request.on('end', () => clearIncoming(request));
}

function finiteOr(value, otherwise) {
  return Number.isFinite(value) && value >= 0 ? value : otherwise;
}

class HttpServerConnection {
  constructor(server, socket) {
    this.server = server;
    this.socket = socket;
    this.parser = null;
    this.incoming = [];      // Requests whose response is not finished.
    this.outgoing = [];      // Responses that wait for those before them.
    this.outgoingData = 0;   // Bytes that wait in them.
    this.requestsCount = 0;
    this.keepAliveTimeoutSet = false;
    this.onFinish = (response) => this.responseFinished(response);
    this.onPendingData = (delta) => {
      this.outgoingData += delta;
      this.onDrain();
    };
    this.responseOptions = undefined;
  }

  start() {
    const { server, socket } = this;
    socket.server = server;
    if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
    socket.on('timeout', onSocketTimeout);
    this.startParser();

    this.listeners = {
      data: (chunk) => this.onData(chunk),
      end: () => this.onEnd(),
      close: () => this.onClose(),
      drain: () => this.onDrain(),
    };
    socket.on('data', this.listeners.data);
    socket.on('error', onSocketError);
    socket.on('end', this.listeners.end);
    socket.on('close', this.listeners.close);
    socket.on('drain', this.listeners.drain);
    socket.on('resume', onSocketResume);
    socket.on('pause', onSocketPause);
    socket[kConnection] = this;
    socket.on = onListening;
    socket.addListener = addListenerListening;
    socket.prependListener = prependListenerListening;
    socket.setEncoding = refuseEncoding;

    const { parser } = this;
    const handle = socket._handle;
    if (handle && !handle._consumed && parser.consume(handle)) {
      parser._consumed = true;
      handle._consumed = true;
    }
    parser[kOnExecute] = (result) => this.onExecute(result);
    parser[kOnTimeout] = () => {
      if (!server.emit('timeout', socket)) socket.destroy();
    };
    socket._paused = false;
  }

  startParser() {
    const { server, socket } = this;
    const parser = this.parser = parsers.alloc();
    parser.initialize(HTTPParser.REQUEST, new HTTPAsyncResource('HTTPINCOMINGMESSAGE', 'socket', socket), server.maxHeaderSize || 0,
                      lenientFlags(server.insecureHTTPParser), server[kConnections]);
    parser.socket = socket;
    socket.parser = parser;
    if (typeof server.maxHeadersCount === 'number') parser.maxHeaderPairs = server.maxHeadersCount << 1;
    parser.onIncoming = (request, keepAlive, facts) => this.onIncoming(request, keepAlive, facts);
  }

  // ---- What comes in ----

  onData(chunk) {
    assert(!this.socket._paused);
    this.afterExecute(this.parser.execute(chunk), chunk);
  }

  // The parser has read from the handle by itself. It tells only of what is not plain, or of what nobody else has heard.
  onExecute(result) {
    this.socket._unrefTimer();
    this.afterExecute(result, undefined);
  }

  afterExecute(result, chunk) {
    const { parser, socket } = this;
    const request = parser.incoming;
    if (result instanceof Error) {
      prepareError(result, parser, chunk);
      Reflect.apply(onSocketError, socket, [result]);
    } else if (request?.upgrade) {
      this.upgrade(request, result, chunk || parser.getCurrentBuffer());
    } else if (request?.method === 'PRI') {
      socket.destroy();
    }
    // onIncoming() stopped the socket; the parser could only be stopped now.
    if (socket._paused && socket.parser) socket.parser.pause();
  }

  upgrade(request, bytesRead, chunk) {
    const { parser, server, socket } = this;
    this.letGo();
    unconsume(parser, socket);
    parser.finish();
    freeParser(parser, request, socket);
    const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
    if (server.listenerCount(event) === 0) {
      socket.destroy();
      return;
    }
    socket.readableFlowing = null;
    server.emit(event, request, socket, chunk.subarray(bytesRead));
  }

  letGo() {
    const { listeners, socket } = this;
    for (const event of ['data', 'end', 'close', 'drain']) socket.removeListener(event, listeners[event]);
    socket.removeListener('error', onSocketError);
    socket.removeListener('timeout', onSocketTimeout);
    socket[kConnection] = undefined;
  }

  onEnd() {
    const { outgoing, server, socket } = this;
    const result = this.parser.finish();
    if (result instanceof Error) {
      Reflect.apply(onSocketError, socket, [result]);
    } else if (!server.httpAllowHalfOpen) {
      socket.end();
    } else if (outgoing.length > 0) {
      outgoing[outgoing.length - 1]._last = true;
    } else if (socket._httpMessage) {
      socket._httpMessage._last = true;
    } else {
      socket.end();
    }
  }

  onClose() {
    const { incoming, socket } = this;
    freeParser(socket.parser, null, socket);
    while (incoming.length > 0) incoming.shift().destroy(new ConnResetException('aborted'));
    if (socket._httpMessage) emitClose(socket._httpMessage);
  }

  onDrain() {
    const { socket } = this;
    if (socket._paused && this.outgoingData <= socket.writableHighWaterMark) {
      socket._paused = false;
      socket.parser?.resume();
      socket.resume();
    }
    const response = socket._httpMessage;
    if (response && !response.finished && response[kNeedDrain]) {
      response[kNeedDrain] = false;
      response.emit('drain');
    }
  }

  // ---- Requests ----

  // A client that sends request after request and reads no response must not fill the memory.
  pauseIfBehind() {
    const { socket } = this;
    if (socket._paused) return 0;
    if (!socket._writableState.needDrain && this.outgoingData < socket.writableHighWaterMark) return 0;
    socket._paused = true;
    socket.pause();
    return kCallOnExecute;
  }

  newResponse(request, keepAlive) {
    const { server, socket } = this;
    const Response = server[kServerResponse];
    this.responseOptions ??= {
      highWaterMark: socket.writableHighWaterMark,
      rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
    };
    const response = new Response(request, this.responseOptions);
    response._keepAliveTimeout = server.keepAliveTimeout;
    response._maxRequestsPerSocket = server.maxRequestsPerSocket;
    response._onPendingData = this.onPendingData;
    response.shouldKeepAlive = keepAlive;
    response[kUniqueHeaders] = server[kUniqueHeaders];
    response[kBeforeFinish] = this.onFinish;
    return response;
  }

  onIncoming(request, keepAlive, facts = kUnknownFacts) {
    const { server, socket } = this;
    if (this.keepAliveTimeoutSet) {
      socket.setTimeout(server.timeout || 0);
      this.keepAliveTimeoutSet = false;
    } else {
      socket._unrefTimer?.();
    }
    if (request.upgrade) {
      request.upgrade = request.method === 'CONNECT' || Boolean(server.shouldUpgradeCallback(request));
      if (request.upgrade) return kUpgradeAnswer;
    }
    this.incoming.push(request);
    const answer = this.pauseIfBehind();
    const response = this.newResponse(request, keepAlive);
    if (requestStartChannel.hasSubscribers) requestStartChannel.publish({ request, response, socket, server });
    if (server[kOptimizeEmptyRequests] && !this.mayHaveBody(request, facts)) {
      request._dumpAndCloseReadable();
      request._read();
    }
    if (socket._httpMessage) this.outgoing.push(response);
    else response.assignSocket(socket);
    this.dispatch(request, response, facts);
    return answer;
  }

  mayHaveBody(request, facts) {
    if (facts !== kUnknownFacts) return (facts & kHasBodyHeaders) !== 0;
    return request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
  }

  dispatch(request, response, facts) {
    const { server } = this;
    if (request.httpVersionMajor === 1 && request.httpVersionMinor === 1) {
      const hasHost = facts !== kUnknownFacts && (facts & kHasHost) !== 0;
      if (server.requireHostHeader && !hasHost && request.headers.host === undefined) {
        response.writeHead(400, ['Connection', 'close']);
        response.end();
        return;
      }
      if (this.isOverLimit(request, response)) return;
      if ((facts & kHasExpect) !== 0 && request.headers.expect !== undefined) {
        this.answerExpectation(request, response);
        return;
      }
    }
    server.emit('request', request, response);
  }

  isOverLimit(request, response) {
    const { server } = this;
    const limit = server.maxRequestsPerSocket;
    if (typeof limit !== 'number' || limit <= 0) return false;
    this.requestsCount++;
    response.maxRequestsOnConnectionReached = limit <= this.requestsCount;
    if (limit >= this.requestsCount) return false;
    server.emit('dropRequest', request, this.socket);
    response.writeHead(503);
    response.end();
    return true;
  }

  answerExpectation(request, response) {
    const { server } = this;
    if (continueExpression.test(request.headers.expect)) {
      response._expect_continue = true;
      if (server.listenerCount('checkContinue') > 0) {
        server.emit('checkContinue', request, response);
      } else {
        response.writeContinue();
        server.emit('request', request, response);
      }
    } else if (server.listenerCount('checkExpectation') > 0) {
      server.emit('checkExpectation', request, response);
    } else {
      response.writeHead(417);
      response.end();
    }
  }

  // ---- Responses ----

  // Called before the users' 'finish' listeners.
  responseFinished(response) {
    const { incoming, outgoing, server, socket } = this;
    const request = response.req;
    if (responseFinishChannel.hasSubscribers) responseFinishChannel.publish({ request, response, socket, server });
    assert(incoming.length === 0 || incoming[0] === request);
    incoming.shift();

    if (!isBeingRead(request)) request._dump();
    response.detachSocket(socket);
    clearIncoming(request);
    process.nextTick(emitClose, response);

    if (response._last) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    } else if (outgoing.length > 0) {
      outgoing.shift().assignSocket(socket);
    } else {
      this.waitForNext();
    }
  }

  waitForNext() {
    const { server, socket } = this;
    const timeout = finiteOr(server.keepAliveTimeout, 0);
    if (timeout === 0 || typeof socket.setTimeout !== 'function') return;
    // Longer than the client was told, so that its next request does not meet a closing connection.
    socket.setTimeout(timeout + finiteOr(server.keepAliveTimeoutBuffer, 1000));
    this.keepAliveTimeoutSet = true;
  }
}

// 'connection' of a server: its `this`.
function connectionListener(socket) {
  defaultTriggerAsyncIdScope(getOrSetAsyncId(socket), () => new HttpServerConnection(this, socket).start());
}

function requestTimedOut(socket) {
  Reflect.apply(onSocketError, socket, [new ERR_HTTP_REQUEST_TIMEOUT()]);
}

module.exports = { connectionListener, kConnections, kOptimizeEmptyRequests, kServerResponse, requestTimedOut, ServerResponse };
