'use strict';

// A message to be sent: the base of ServerResponse and ClientRequest.
//
// What is written goes to the socket at once when the message has one and it is this message's turn; else it waits in outputData. The header
// goes out with the first piece of the body.

const EventEmitter = require('events');
const Stream = require('stream');
const {
  codes: {
    ERR_HTTP_BODY_NOT_ALLOWED, ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED, ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END,
  },
} = require('internal/errors');
const assert = require('internal/assert');
const { asyncIdSymbol, defaultTriggerAsyncIdScope } = require('internal/async_hooks');
const { kNeedDrain, kOutHeaders } = require('internal/http');
const { kUniqueHeaders, methods: headerMethods, parseUniqueHeadersOption } = require('internal/http/outgoing_headers');
const { validateHeaderName, validateHeaderValue } = require('internal/http/tokens');
const { isUint8Array } = require('internal/util/types');

const kSocket = Symbol('kSocket');
const kCorked = Symbol('corked');
const kChunkedBuffer = Symbol('kChunkedBuffer');
const kChunkedLength = Symbol('kChunkedLength');
const kBytesWritten = Symbol('kBytesWritten');
const kErrored = Symbol('errored');
const kHighWaterMark = Symbol('kHighWaterMark');
const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');
const kBeforeFinish = Symbol('kBeforeFinish');
const kFinishSent = Symbol('kFinishSent');

const crlf = Buffer.from('\r\n');

function noop() {}

function OutgoingMessage(options) {
  Stream.call(this);
  this.outputData = [];
  this.outputSize = 0;
  this.writable = true;
  this.destroyed = false;
  this._last = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.maxRequestsOnConnectionReached = false;
  this._defaultKeepAlive = true;
  this.useChunkedEncodingByDefault = true;
  this.sendDate = false;
  this._removedConnection = false;
  this._removedContLen = false;
  this._removedTE = false;
  this.strictContentLength = false;
  this[kBytesWritten] = 0;
  this._contentLength = null;
  this._hasBody = true;
  this._trailer = '';
  this[kNeedDrain] = false;
  this.finished = false;
  this._headerSent = false;
  this[kCorked] = 0;
  this[kChunkedBuffer] = null;
  this[kChunkedLength] = 0;
  this._closed = false;
  this[kSocket] = null;
  this._header = null;
  this[kOutHeaders] = null;
  this[kUniqueHeaders] = null;
  this._keepAliveTimeout = 0;
  this._onPendingData = noop;
  this[kErrored] = null;
  this[kBeforeFinish] = null;
  this[kFinishSent] = false;
  this[kHighWaterMark] = options?.highWaterMark ?? Stream.getDefaultHighWaterMark(false);
  this[kRejectNonStandardBodyWrites] = options?.rejectNonStandardBodyWrites ?? false;
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

function defineGetters(getters) {
  for (const name of Object.keys(getters)) Object.defineProperty(OutgoingMessage.prototype, name, { __proto__: null, get: getters[name] });
}

defineGetters({
  errored() { return this[kErrored]; },
  closed() { return this._closed; },
  writableFinished() { return this.finished && this.outputSize === 0 && (!this[kSocket] || this[kSocket].writableLength === 0); },
  writableObjectMode() { return false; },
  writableLength() { return this.outputSize + this[kChunkedLength] + (this[kSocket] ? this[kSocket].writableLength : 0); },
  writableHighWaterMark() { return this[kSocket] ? this[kSocket].writableHighWaterMark : this[kHighWaterMark]; },
  writableCorked() { return this[kCorked]; },
  writableEnded() { return this.finished; },
  writableNeedDrain() { return !this.destroyed && !this.finished && this[kNeedDrain]; },
});

Object.defineProperties(OutgoingMessage.prototype, {
  headersSent: { __proto__: null, configurable: true, enumerable: true, get() { return Boolean(this._header); } },
  connection: { __proto__: null, get() { return this[kSocket]; }, set(socket) { this.socket = socket; } },
  socket: {
    __proto__: null,
    get() { return this[kSocket]; },
    // Corks move along.
    set(socket) {
      for (let i = 0; i < this[kCorked]; i++) {
        socket?.cork();
        this[kSocket]?.uncork();
      }
      this[kSocket] = socket;
    },
  },
});

// ---- Errors ----

function emitError(message, error, callback) {
  callback(error);
  if (typeof message.emit === 'function' && !message.destroyed) message.emit('error', error);
}

function reportError(message, error, callback) {
  if (message.destroyed) return;
  defaultTriggerAsyncIdScope(message.socket?.[asyncIdSymbol], process.nextTick, emitError, message, error, callback);
}

// ---- Writing ----

function emitFinish(message) {
  if (message[kSocket]?._hadError) return;
  message[kBeforeFinish]?.(message);
  message.emit('finish');
}

function isTextEncoding(encoding) {
  return !encoding || encoding === 'utf8' || encoding === 'latin1';
}

function uncork(socket) {
  socket.uncork();
}

function byteLength(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

function isContentLengthStrict(message) {
  return message.strictContentLength && message._contentLength != null && message._hasBody && !message._removedContLen &&
    !message.chunkedEncoding && !message.hasHeader('transfer-encoding');
}

function sendChunk(message, chunk, encoding, callback, length) {
  const size = length.toString(16);
  if (typeof chunk === 'string' && isTextEncoding(encoding)) return message._send(`${size}\r\n${chunk}\r\n`, encoding, callback);
  message._send(`${size}\r\n`, 'latin1', null);
  message._send(chunk, encoding, null, length);
  return message._send(crlf, null, callback);
}

function writeChunked(message, chunk, encoding, callback, length) {
  if (message[kCorked] === 0 || !message._headerSent) return sendChunk(message, chunk, encoding, callback, length);
  // While corked, many writes become one chunk.
  (message[kChunkedBuffer] ??= []).push({ chunk, encoding, callback });
  message[kChunkedLength] += length;
  return message[kChunkedLength] < message[kHighWaterMark];
}

function flushChunkedBuffer(message) {
  const pieces = message[kChunkedBuffer];
  if (pieces === null) return;
  assert(message.chunkedEncoding);
  const callbacks = [];
  message._send(`${message[kChunkedLength].toString(16)}\r\n`, 'latin1', null);
  for (const { chunk, encoding, callback } of pieces) {
    message._send(chunk, encoding, null);
    if (callback !== noop) callbacks.push(callback);
  }
  message._send(crlf, null, callbacks.length === 0 ? null : (error) => {
    for (const callback of callbacks) callback(error);
  });
  message[kChunkedBuffer] = null;
  message[kChunkedLength] = 0;
}

// What says that the body is over, if anything does.
function sendEnd(message, chunk) {
  const finish = emitFinish.bind(undefined, message);
  if (message._hasBody && message.chunkedEncoding) {
    flushChunkedBuffer(message);
    message._send(`0\r\n${message._trailer}\r\n`, 'latin1', finish);
  } else if (!message._headerSent || message.writableLength || chunk) {
    message._send('', 'latin1', finish);
  } else {
    process.nextTick(finish);
  }
}

function checkChunk(chunk) {
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== 'string' && !isUint8Array(chunk)) throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
}

// False: the error is on its way.
function checkOpen(message, callback) {
  if (message.finished) {
    const error = new ERR_STREAM_WRITE_AFTER_END();
    if (message.destroyed) process.nextTick(callback, error);
    else reportError(message, error, callback);
    return false;
  }
  if (message.destroyed) {
    process.nextTick(callback, new ERR_STREAM_DESTROYED('write'));
    return false;
  }
  return true;
}

function checkLength(message, length, isLast) {
  const total = message[kBytesWritten] + length;
  const wrong = isLast ? total !== message._contentLength : total > message._contentLength;
  if (wrong && isContentLengthStrict(message)) throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(total, message._contentLength);
  message[kBytesWritten] = total;
}

function writeBody(message, chunk, encoding, callback, isLast) {
  if (typeof callback !== 'function') callback = noop;
  checkChunk(chunk);
  if (!checkOpen(message, callback)) return false;

  let length;
  if (message.strictContentLength) checkLength(message, length = byteLength(chunk, encoding), isLast);
  if (!message._header) {
    if (isLast) message._contentLength = length ??= byteLength(chunk, encoding);
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if (message[kRejectNonStandardBodyWrites]) throw new ERR_HTTP_BODY_NOT_ALLOWED();
    process.nextTick(callback);
    return true;
  }
  const socket = message[kSocket];
  if (!isLast && socket && !socket.writableCorked) {
    // What is written within one turn leaves together.
    socket.cork();
    process.nextTick(uncork, socket);
  }
  if (!message.chunkedEncoding || chunk.length === 0) {
    if (isLast && !message.chunkedEncoding) {
      // Nothing follows: the message is finished when this has been written.
      callback = emitFinish.bind(undefined, message);
      message[kFinishSent] = true;
    }
    return message._send(chunk, encoding, callback, length);
  }
  return writeChunked(message, chunk, encoding, callback, length ?? byteLength(chunk, encoding));
}

Object.assign(OutgoingMessage.prototype, headerMethods, {
  cork() {
    this[kCorked]++;
    this[kSocket]?.cork();
  },

  uncork() {
    this[kCorked]--;
    this[kSocket]?.uncork();
    if (this[kCorked] === 0) flushChunkedBuffer(this);
  },

  setTimeout(msecs, callback) {
    if (callback) this.on('timeout', callback);
    if (this[kSocket]) this[kSocket].setTimeout(msecs);
    else this.once('socket', (socket) => socket.setTimeout(msecs));
    return this;
  },

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this[kErrored] = error;
    if (this[kSocket]) this[kSocket].destroy(error);
    else this.once('socket', (socket) => socket.destroy(error));
    return this;
  },

  // One piece of the message, with the header before the first.
  _send(data, encoding, callback, length) {
    if (!this._headerSent && this._header !== null) {
      this._headerSent = true;
      if (typeof data === 'string' && isTextEncoding(encoding)) {
        data = this._header + data;
      } else {
        this.outputData.unshift({ data: this._header, encoding: 'latin1', callback: null });
        this.outputSize += this._header.length;
        this._onPendingData(this._header.length);
      }
    }
    return this._writeRaw(data, encoding, callback, length);
  },

  _writeRaw(data, encoding, callback, length) {
    const socket = this[kSocket];
    if (socket?.destroyed) return false;  // Its 'close' is on the way.
    if (typeof encoding === 'function') {
      callback = encoding;
      encoding = null;
    }
    if (socket && socket._httpMessage === this && socket.writable) {
      if (this.outputData.length > 0) this._flushOutput(socket);
      return socket.write(data, encoding, callback);
    }
    this.outputData.push({ data, encoding, callback });
    this.outputSize += data.length;
    this._onPendingData(data.length);
    return this.outputSize < this[kHighWaterMark];
  },

  _implicitHeader() {
    throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
  },

  write(chunk, encoding, callback) {
    if (typeof encoding === 'function') {
      callback = encoding;
      encoding = null;
    }
    const wantsMore = writeBody(this, chunk, encoding, callback, false);
    if (!wantsMore) this[kNeedDrain] = true;
    return wantsMore;
  },

  end(chunk, encoding, callback) {
    if (typeof chunk === 'function') {
      callback = chunk;
      chunk = encoding = null;
    } else if (typeof encoding === 'function') {
      callback = encoding;
      encoding = null;
    }
    const hasCallback = typeof callback === 'function';
    if (chunk) {
      if (this.finished) {
        reportError(this, new ERR_STREAM_WRITE_AFTER_END(), hasCallback ? callback : noop);
        return this;
      }
      this[kSocket]?.cork();
      writeBody(this, chunk, encoding, null, true);
    } else if (this.finished) {
      if (!hasCallback) return this;
      if (this.writableFinished) callback(new ERR_STREAM_ALREADY_FINISHED('end'));
      else this.on('finish', callback);
      return this;
    } else if (!this._header) {
      this[kSocket]?.cork();
      this._contentLength = 0;
      this._implicitHeader();
    }
    if (hasCallback) this.once('finish', callback);
    if (isContentLengthStrict(this) && this[kBytesWritten] !== this._contentLength) {
      throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(this[kBytesWritten], this._contentLength);
    }

    if (this[kFinishSent] !== true) sendEnd(this, chunk);

    const socket = this[kSocket];
    if (socket) {
      socket._writableState.corked = 1;  // Whatever the user corked: this is the end.
      socket.uncork();
    }
    this[kCorked] = 0;
    this.finished = true;
    if (this.outputData.length === 0 && socket && socket._httpMessage === this) this._finish();
    return this;
  },

  // All of the message has been handed to the socket, which need not have sent it.
  _finish() {
    assert(this[kSocket]);
    this.emit('prefinish');
  },

  // The socket is this message's now.
  _flush() {
    const socket = this[kSocket];
    if (!socket?.writable) return;
    const flushed = this._flushOutput(socket);
    if (this.finished) {
      this._finish();
    } else if (flushed && this[kNeedDrain]) {
      this[kNeedDrain] = false;
      this.emit('drain');
    }
  },

  _flushOutput(socket) {
    const pieces = this.outputData;
    if (pieces.length === 0) return undefined;
    socket.cork();
    let wantsMore;
    for (const { data, encoding, callback } of pieces) wantsMore = socket.write(data, encoding, callback);
    socket.uncork();
    this.outputData = [];
    this._onPendingData(-this.outputSize);
    this.outputSize = 0;
    return wantsMore;
  },

  flushHeaders() {
    if (!this._header) this._implicitHeader();
    this._send('');
  },

  pipe() {
    this.emit('error', new ERR_STREAM_CANNOT_PIPE());
  },

  [EventEmitter.captureRejectionSymbol](error) {
    this.destroy(error);
  },
});

module.exports = {
  OutgoingMessage,
  kBeforeFinish,
  kErrored,
  kHighWaterMark,
  kUniqueHeaders,
  parseUniqueHeadersOption,
  validateHeaderName,
  validateHeaderValue,
};
