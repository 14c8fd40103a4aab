'use strict';

// The parsers: a pool of native HTTPParser objects, and what they call when a message's parts come.

const {
  HTTPParser, allMethods, methods, kCompleted, kEndsHere,
} = internalBinding('http_parser');
const FreeList = require('internal/freelist');
const { getOptionValue } = require('internal/options');
const { IncomingMessage, endWithoutBody, noteConsumer, readStart, readStop } = require('internal/http/incoming');
const {
  checkInvalidHeaderChar, checkIsHttpToken, chunkExpression, continueExpression,
} = require('internal/http/tokens');

const kIncomingMessage = Symbol('IncomingMessage');
const kSkipPendingData = Symbol('SkipPendingData');

const {
  kOnMessageBegin, kOnHeaders, kOnHeadersComplete, kOnBody, kOnMessageComplete, kOnExecute, kOnTimeout, kLenientAll, kLenientNone,
} = HTTPParser;

const kMaxHeaderPairs = 2000;

// Trailers: headers proper come whole with kOnHeadersComplete.
function onTrailers(lines) {
  if (this.maxHeaderPairs > 0 && this._headers.length >= this.maxHeaderPairs) return;
  this._headers.push(...lines);
}

// Returns llhttp's answer: 0, 1 (no body) or 2 (no body, and no HTTP behind it); with kCompleted when onMessageComplete need not be called.
function onHeadersComplete(major, minor, headers, method, url, statusCode, statusMessage, upgrade, shouldKeepAlive, facts) {
  const { socket } = this;
  const server = socket?.server;
  const Message = server?.[kIncomingMessage] || IncomingMessage;
  const message = this.incoming = new Message(socket);
  message.httpVersionMajor = major;
  message.httpVersionMinor = minor;
  message.httpVersion = major === 1 && minor === 1 ? '1.1' : `${major}.${minor}`;
  message.joinDuplicateHeaders = server?.joinDuplicateHeaders || this.joinDuplicateHeaders;
  message.upgrade = upgrade;

  const limit = this.maxHeaderPairs;
  const count = headers.length;
  message._addHeaderLines(headers, limit > 0 && count > limit ? limit : count);

  if (method === undefined) {
    message.statusCode = statusCode;
    message.statusMessage = statusMessage;
    return this.onIncoming(message, shouldKeepAlive);
  }
  message.url = url;
  message.method = allMethods[method];
  const answer = this.onIncoming(message, shouldKeepAlive, limit > 0 && count > limit ? 0 : facts);
  // A request without a body is complete here: that saves a call.
  if ((facts & kEndsHere) === 0 || (answer & 3) !== 0) return answer;
  if (this.incoming === message) endWithoutBody(message);
  if (socket._readableState?.flowing !== true) readStart(socket);
  return answer | kCompleted;
}

function onBody(chunk) {
  const message = this.incoming;
  if (message === null || message[kSkipPendingData]) return;
  this.socket._unrefTimer?.();
  if (message._dumped) return;
  noteConsumer(message);
  if (!message.push(chunk)) readStop(this.socket);
}

function onMessageComplete() {
  const message = this.incoming;
  if (message !== null && !message[kSkipPendingData]) {
    message.complete = true;
    const trailers = this._headers;
    if (trailers.length > 0) {
      message._addHeaderLines(trailers, trailers.length);
      this._headers = [];
    }
    message.push(null);
  }
  readStart(this.socket);  // The next message.
}

function clean(parser) {
  parser._headers = [];
  parser._url = '';
  parser.socket = null;
  parser.incoming = null;
  parser.outgoing = null;
  parser.maxHeaderPairs = kMaxHeaderPairs;
  parser[kOnMessageBegin] = null;
  parser[kOnExecute] = null;
  parser[kOnTimeout] = null;
  parser._consumed = false;
  parser.onIncoming = null;
  parser.joinDuplicateHeaders = null;
}

function newParser() {
  const parser = new HTTPParser();
  clean(parser);
  parser[kOnHeaders] = onTrailers;
  parser[kOnHeadersComplete] = onHeadersComplete;
  parser[kOnBody] = onBody;
  parser[kOnMessageComplete] = onMessageComplete;
  return parser;
}

// Parsers that wait for their next connection.
const parsers = new FreeList('parsers', 1000, newParser);

// Cuts the parser's ties and gives it back. Closing it is safe even from within one of its callbacks.
function freeParser(parser, request, socket) {
  if (parser) {
    if (parser._consumed) parser.unconsume();
    clean(parser);
    parser.remove();
    if (parsers.free(parser)) parser.free();
    else parser.close();
  }
  if (request) request.parser = null;
  if (socket) socket.parser = null;
}

function prepareError(error, parser, rawPacket) {
  error.rawPacket = rawPacket || parser.getCurrentBuffer();
  if (typeof error.reason === 'string') error.message = `Parse Error: ${error.reason}`;
}

let warnedLenient = false;

function isLenient() {
  const lenient = getOptionValue('--insecure-http-parser');
  if (lenient && !warnedLenient) {
    warnedLenient = true;
    process.emitWarning('Using insecure HTTP parsing');
  }
  return lenient;
}

// `insecure` is a server's or request's insecureHTTPParser.
function lenientFlags(insecure) {
  return (insecure === undefined ? isLenient() : insecure) ? kLenientAll : kLenientNone;
}

// The object that async_hooks' init sees for a message's parser.
class HTTPAsyncResource {
  constructor(type, key, value) {
    this.type = type;
    this[key] = value;
  }
}

module.exports = {
  HTTPAsyncResource,
  HTTPParser,
  IncomingMessage,
  _checkInvalidHeaderChar: checkInvalidHeaderChar,
  _checkIsHttpToken: checkIsHttpToken,
  chunkExpression,
  continueExpression,
  freeParser,
  isLenient,
  kIncomingMessage,
  kSkipPendingData,
  lenientFlags,
  methods,
  parsers,
  prepareError,
};
