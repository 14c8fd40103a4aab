'use strict';

// A received message: the request of a server, the response of a client.
//
// Most requests have no body and most handlers never look for one. So the readable side is made when something touches it: whatever reads
// `_readableState` (every method and getter of Readable does) finds it in the state it would have by then.

const EventEmitter = require('events');
const { Readable, finished } = require('stream');
const { addHeaderLine, addHeaderLineDistinct } = require('internal/http/header_fields');

const kState = Symbol('kState');
const kFate = Symbol('kFate');
const kHeaders = Symbol('kHeaders');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kHeadersCount = Symbol('kHeadersCount');
const kTrailers = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');
const kTrailersCount = Symbol('kTrailersCount');

// What became of a readable side that nobody has touched yet.
const kWaiting = 0;
const kEnded = 1;   // All has come, and there was no body.
const kClosed = 2;  // It was also read to its end, by nobody.

function readStart(socket) {
  if (socket && !socket._paused && socket.readable) socket.resume();
}

function readStop(socket) {
  if (socket) socket.pause();
}

function materialize(message) {
  const { client } = message;
  const state = new Readable.ReadableState(client ? { highWaterMark: client.readableHighWaterMark } : undefined, message, false);
  state.readingMore = true;  // Until the first read() nothing is to be asked for.
  message[kState] = state;
  if (message[kFate] === kEnded) state.ended = true;  // Whoever wanted to hear of that is too late.
  else if (message[kFate] === kClosed) closeState(state);
  return state;
}

function closeState(state) {
  state.ended = true;
  state.endEmitted = true;
  state.destroyed = true;
  state.closed = true;
  state.closeEmitted = true;
}

function IncomingMessage(socket) {
  EventEmitter.call(this);
  this[kState] = null;
  this[kFate] = kWaiting;
  this.socket = socket;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this[kHeaders] = null;
  this[kHeadersCount] = 0;
  this[kHeadersDistinct] = null;
  this.rawHeaders = [];
  this[kTrailers] = null;
  this[kTrailersCount] = 0;
  this[kTrailersDistinct] = null;
  this.rawTrailers = [];
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  this.url = '';
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this.client = socket;
  this._consuming = false;
  this._dumped = false;
  // A class of the user's may have replaced any method.
  if (Object.getPrototypeOf(this) !== IncomingMessage.prototype) materialize(this);
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

function defineAccessor(name, get, set) {
  Object.defineProperty(IncomingMessage.prototype, name, { __proto__: null, get, set });
}

Object.defineProperty(IncomingMessage.prototype, '_readableState', {
  __proto__: null,
  configurable: true,
  get() {
    const state = this[kState];
    if (state !== null) return state;  // undefined: the prototype itself.
    return materialize(this);
  },
  set(state) { this[kState] = state; },
});

defineAccessor('connection', function() { return this.socket; }, function(socket) { this.socket = socket; });

// An object of the headers, made when first asked for.
function defineHeaders(name, kCache, kCount, raw, add) {
  defineAccessor(name, function() {
    if (!this[kCache]) {
      const target = this[kCache] = {};
      const source = this[raw];
      for (let i = 0; i < this[kCount]; i += 2) add(this, source[i], source[i + 1], target);
    }
    return this[kCache];
  }, function(value) { this[kCache] = value; });
}

const addJoined = (message, field, value, target) => message._addHeaderLine(field, value, target);
const addDistinct = (message, field, value, target) => message._addHeaderLineDistinct(field, value, target);

defineHeaders('headers', kHeaders, kHeadersCount, 'rawHeaders', addJoined);
defineHeaders('headersDistinct', kHeadersDistinct, kHeadersCount, 'rawHeaders', addDistinct);
defineHeaders('trailers', kTrailers, kTrailersCount, 'rawTrailers', addJoined);
defineHeaders('trailersDistinct', kTrailersDistinct, kTrailersCount, 'rawTrailers', addDistinct);

// An error is only emitted when somebody listens.
function finishDestroy(message, error, callback) {
  callback(message.listenerCount('error') === 0 ? undefined : error);
}

function withState(name) {
  return function(event, listener) {
    this._readableState;  // Or the events it emits would not come.
    return Reflect.apply(Readable.prototype[name], this, [event, listener]);
  };
}

Object.assign(IncomingMessage.prototype, {
  prependListener: withState('prependListener'),
  prependOnceListener: withState('prependOnceListener'),

  setTimeout(msecs, callback) {
    if (callback) this.on('timeout', callback);
    this.socket.setTimeout(msecs);
    return this;
  },

  // The parser pushes by itself; but the socket may have been stopped for us.
  _read(size) {
    if (!this._consuming) {
      this._readableState.readingMore = false;
      this._consuming = true;
    }
    if (this.socket.readable) readStart(this.socket);
  },

  _destroy(error, callback) {
    if (!this.readableEnded || !this.complete) {
      this.aborted = true;
      this.emit('aborted');
    }
    const { socket } = this;
    if (!socket || socket.destroyed || !this.aborted) {
      process.nextTick(finishDestroy, this, error, callback);
      return;
    }
    // A message cut off takes its connection along.
    socket.destroy(error);
    const stopWatching = finished(socket, (socketError) => {
      const reported = socketError?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? null : socketError;
      stopWatching();
      process.nextTick(finishDestroy, this, reported || error, callback);
    });
  },

  // Keeps `count` of the lines [name, value, ...]: headers, or once the message is complete, trailers.
  _addHeaderLines(lines, count) {
    if (!lines?.length) return;
    let made;
    if (this.complete) {
      this.rawTrailers = lines;
      this[kTrailersCount] = count;
      made = this[kTrailers];
    } else {
      this.rawHeaders = lines;
      this[kHeadersCount] = count;
      made = this[kHeaders];
    }
    if (!made) return;
    for (let i = 0; i < count; i += 2) this._addHeaderLine(lines[i], lines[i + 1], made);
  },

  _addHeaderLine(field, value, target) {
    addHeaderLine(field, value, target, this.joinDuplicateHeaders);
  },

  _addHeaderLineDistinct(field, value, target) {
    addHeaderLineDistinct(field, value, target);
  },

  // Read to the end by nobody, at once and without a single event.
  _dumpAndCloseReadable() {
    this._dumped = true;
    if (this[kState] === null) this[kFate] = kClosed;
    else closeState(this[kState]);
  },

  // Nobody will read it, but the bytes must come off the wire.
  _dump() {
    if (this._dumped) return;
    this._dumped = true;
    if (this[kState] === null && this[kFate] === kEnded) {
      this[kFate] = kClosed;
      return;
    }
    this.removeAllListeners('data');
    this.resume();
  },
});

// The parser's word that a message without a body is complete.
function endWithoutBody(message) {
  message.complete = true;
  if (message[kState] !== null) message.push(null);
  else if (message[kFate] === kWaiting) message[kFate] = kEnded;
}

// Whether its end has been read, without making a readable side only to ask.
function isReadableEnded(message) {
  return message[kState] === null ? message[kFate] === kClosed : message.readableEnded;
}

// A chunk that goes straight to a 'data' listener is read, though nobody asked for it with read().
function noteConsumer(message) {
  const state = message._readableState;
  if (message._consuming || !state.flowing) return;
  message._consuming = true;
  state.readingMore = false;
}

function isBeingRead(message) {
  return message._consuming || (message[kState] !== null && message[kState].resumeScheduled);
}

module.exports = { IncomingMessage, endWithoutBody, isBeingRead, isReadableEnded, noteConsumer, readStart, readStop };
