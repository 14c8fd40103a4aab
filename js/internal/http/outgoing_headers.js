'use strict';

// The headers of a message to be sent: keeping them, and writing them out with what HTTP wants beside them.
//
// They are kept under their lower-case names as [name as given, value], in the order in which they were first set.

const {
  codes: { ERR_HTTP_HEADERS_SENT, ERR_HTTP_TRAILER_INVALID, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR },
} = require('internal/errors');
const { kOutHeaders, utcDate } = require('internal/http');
const {
  checkInvalidHeaderChar, chunkExpression, closeExpression, validateHeaderName, validateHeaderValue,
} = require('internal/http/tokens');
const { validateString } = require('internal/validators');

const kUniqueHeaders = Symbol('kUniqueHeaders');

const { isArray } = Array;

// What writing the headers found out: which of those that matter the user has given.
const kConnection = 1;
const kContentLength = 2;
const kTransferEncoding = 4;
const kDate = 8;
const kExpect = 16;
const kTrailer = 32;

function parseUniqueHeadersOption(names) {
  return isArray(names) ? new Set(names.map((name) => name.toLowerCase())) : null;
}

// Looks at a header that has a meaning to us; returns its flag.
function noteHeader(message, name, value) {
  switch (name.length) {
    case 4: return name.toLowerCase() === 'date' ? kDate : 0;
    case 6: return name.toLowerCase() === 'expect' ? kExpect : 0;
    case 7: return name.toLowerCase() === 'trailer' ? kTrailer : 0;
    case 10: {
      const lower = name.toLowerCase();
      if (lower === 'connection') {
        message._removedConnection = false;
        if (closeExpression.test(value)) message._last = true;
        else message.shouldKeepAlive = true;
        return kConnection;
      }
      if (lower === 'keep-alive') message._defaultKeepAlive = false;
      return 0;
    }
    case 14:
      if (name.toLowerCase() !== 'content-length') return 0;
      message._contentLength = +value;
      message._removedContLen = false;
      return kContentLength;
    case 17:
      if (name.toLowerCase() !== 'transfer-encoding') return 0;
      message._removedTE = false;
      if (chunkExpression.test(value)) message.chunkedEncoding = true;
      return kTransferEncoding;
    default:
      return 0;
  }
}

class HeaderWriter {
  constructor(message, firstLine) {
    this.message = message;
    this.text = firstLine;
    this.found = 0;
  }

  line(name, value, validate) {
    if (validate) validateHeaderValue(name, value);
    this.text += `${name}: ${value}\r\n`;
    this.found |= noteHeader(this.message, name, value);
  }

  lines(name, values, validate) {
    const { [kUniqueHeaders]: unique } = this.message;
    const joined = values.length >= 2 && name.length === 6 && name.toLowerCase() === 'cookie';
    if (joined || unique?.has(name.toLowerCase())) {
      this.line(name, values.join('; '), validate);
      return;
    }
    for (let i = 0; i < values.length; i++) this.line(name, values[i], validate);
  }

  header(name, value, validate) {
    if (validate) validateHeaderName(name);
    // RFC 6266, 4.3: a file name may be in Latin-1, as which the header is sent.
    if (name.length === 19 && this.message._contentLength && name.toLowerCase() === 'content-disposition') {
      value = isArray(value) ? value.map((each) => Buffer.from(each, 'latin1')) : Buffer.from(value, 'latin1');
    }
    if (isArray(value)) this.lines(name, value, validate);
    else this.line(name, value, validate);
  }

  // [name, value, ...], [[name, value], ...] or an object.
  given(headers) {
    if (!isArray(headers)) {
      for (const name in headers) {
        if (Object.hasOwn(headers, name)) this.header(name, headers[name], true);
      }
    } else if (headers.length > 0 && isArray(headers[0])) {
      for (let i = 0; i < headers.length; i++) this.header(headers[i][0], headers[i][1], true);
    } else {
      if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
      for (let i = 0; i < headers.length; i += 2) this.header(headers[i], headers[i + 1], true);
    }
  }

  kept(headers) {
    for (const key in headers) {
      const entry = headers[key];
      this.header(entry[0], entry[1], false);
    }
  }

  has(flags) {
    return (this.found & flags) !== 0;
  }
}

function writeConnection(message, writer) {
  if (message._removedConnection) {
    message._last = !message.shouldKeepAlive;  // HTTP/1.1 persists without saying so.
    return;
  }
  if (writer.has(kConnection)) return;
  const keepAlive = message.shouldKeepAlive && (writer.has(kContentLength) || message.useChunkedEncodingByDefault || message.agent);
  if (!keepAlive) {
    message._last = true;
    writer.text += 'Connection: close\r\n';
  } else if (message.maxRequestsOnConnectionReached) {
    writer.text += 'Connection: close\r\n';
  } else {
    writer.text += 'Connection: keep-alive\r\n';
    if (message._keepAliveTimeout && message._defaultKeepAlive) {
      const seconds = Math.floor(message._keepAliveTimeout / 1000);
      const max = ~~message._maxRequestsPerSocket > 0 ? `, max=${message._maxRequestsPerSocket}` : '';
      writer.text += `Keep-Alive: timeout=${seconds}${max}\r\n`;
    }
  }
}

// How the receiver learns where the body ends.
function writeFraming(message, writer) {
  if (writer.has(kContentLength | kTransferEncoding)) return;
  if (!message._hasBody) {
    message.chunkedEncoding = false;
  } else if (!message.useChunkedEncodingByDefault) {
    message._last = true;
  } else if (!writer.has(kTrailer) && !message._removedContLen && typeof message._contentLength === 'number') {
    writer.text += `Content-Length: ${message._contentLength}\r\n`;
  } else if (!message._removedTE) {
    writer.text += 'Transfer-Encoding: chunked\r\n';
    message.chunkedEncoding = true;
  } else {
    message._last = true;  // Only the connection's end tells.
  }
}

function storeHeader(firstLine, headers) {
  const writer = new HeaderWriter(this, firstLine);
  if (headers) {
    if (headers === this[kOutHeaders]) writer.kept(headers);
    else writer.given(headers);
  }
  if (this.sendDate && !writer.has(kDate)) writer.text += `Date: ${utcDate()}\r\n`;
  // Neither has a body; a client might take the last chunk of one for the next response.
  if (this.chunkedEncoding && (this.statusCode === 204 || this.statusCode === 304)) {
    this.chunkedEncoding = false;
    this.shouldKeepAlive = false;
  }
  writeConnection(this, writer);
  writeFraming(this, writer);
  if (this.chunkedEncoding !== true && writer.has(kTrailer)) throw new ERR_HTTP_TRAILER_INVALID();
  this._header = `${writer.text}\r\n`;
  this._headerSent = false;
  // The body waits for the answer to `Expect`, so the header can't wait for the body.
  if (writer.has(kExpect)) this._send('');
}

function requireUnsent(message, action) {
  if (message._header) throw new ERR_HTTP_HEADERS_SENT(action);
}

function trailerLine(field, value) {
  if (checkInvalidHeaderChar(value)) throw new ERR_INVALID_CHAR('trailer content', field);
  return `${field}: ${value}\r\n`;
}

// Methods of OutgoingMessage.
const methods = {
  _storeHeader: storeHeader,

  _renderHeaders() {
    requireUnsent(this, 'render');
    const rendered = {};
    for (const { 0: name, 1: value } of Object.values(this[kOutHeaders] ?? {})) rendered[name] = value;
    return rendered;
  },

  setHeader(name, value) {
    requireUnsent(this, 'set');
    validateHeaderName(name);
    validateHeaderValue(name, value);
    (this[kOutHeaders] ??= { __proto__: null })[name.toLowerCase()] = [name, value];
    return this;
  },

  setHeaders(headers) {
    requireUnsent(this, 'set');
    if (!headers || isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
    }
    // Headers yields each cookie by itself; set one by one, the last would replace the others.
    let cookies;
    for (const { 0: name, 1: value } of headers) {
      if (name === 'set-cookie') cookies = (cookies ?? []).concat(value);
      else this.setHeader(name, value);
    }
    if (cookies !== undefined) this.setHeader('set-cookie', cookies);
    return this;
  },

  appendHeader(name, value) {
    requireUnsent(this, 'append');
    validateHeaderName(name);
    validateHeaderValue(name, value);
    const entry = this[kOutHeaders]?.[name.toLowerCase()];
    if (!entry) return this.setHeader(name, value);
    entry[1] = (isArray(entry[1]) ? entry[1] : [entry[1]]).concat(value);
    return this;
  },

  getHeader(name) {
    validateString(name, 'name');
    return this[kOutHeaders]?.[name.toLowerCase()]?.[1];
  },

  getHeaderNames() {
    return Object.keys(this[kOutHeaders] ?? {});
  },

  getRawHeaderNames() {
    return Object.values(this[kOutHeaders] ?? {}).map((entry) => entry[0]);
  },

  getHeaders() {
    const copy = { __proto__: null };
    const headers = this[kOutHeaders];
    for (const key in headers) copy[key] = headers[key][1];
    return copy;
  },

  hasHeader(name) {
    validateString(name, 'name');
    return Boolean(this[kOutHeaders]?.[name.toLowerCase()]);
  },

  removeHeader(name) {
    validateString(name, 'name');
    requireUnsent(this, 'remove');
    const key = name.toLowerCase();
    if (key === 'connection') this._removedConnection = true;
    else if (key === 'content-length') this._removedContLen = true;
    else if (key === 'transfer-encoding') this._removedTE = true;
    else if (key === 'date') this.sendDate = false;
    if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
  },

  addTrailers(headers) {
    this._trailer = '';
    const isList = isArray(headers);
    for (const key of Object.keys(headers)) {
      const field = isList ? headers[key][0] : key;
      const value = isList ? headers[key][1] : headers[key];
      validateHeaderName(field, 'Trailer name');
      if (!isArray(value)) {
        this._trailer += trailerLine(field, value);
      } else if (value.length <= 1 || this[kUniqueHeaders]?.has(field.toLowerCase())) {
        this._trailer += trailerLine(field, value.join('; '));
      } else {
        for (const each of value) this._trailer += trailerLine(field, each);
      }
    }
  },
};

module.exports = { kUniqueHeaders, methods, parseUniqueHeadersOption };
