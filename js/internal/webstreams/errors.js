'use strict';

// What web-streams-polyfill throws, as Node's errors: inside of its bundle `TypeError` and `RangeError` are these (build/bundle_npm.py), and where
// Node's message names what was given, overlay/patches/web-streams-polyfill.diff hands it on. What is in no table is an invalid state.

const {
  newHiddenFrom,
  codes: {
    ERR_ARG_NOT_ITERABLE, ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS,
    ERR_MISSING_OPTION, ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const { validateObject } = require('internal/validators');

const kViews = ['Buffer', 'TypedArray', 'DataView'];
const kEmptyChunk = 'chunk ArrayBuffer is zero-length or detached';
const kEmptyView = 'View or Viewed ArrayBuffer is zero-length or detached';

// The package's message, and Node's of ERR_INVALID_STATE.
const kStates = {
  '__proto__': null,
  'Cannot abort a stream that already has a writer': 'WritableStream is locked',
  'Cannot cancel a stream that already has a reader': 'ReadableStream is locked',
  'Cannot close a stream that already has a writer': 'WritableStream is locked',
  'Insufficient bytes to fill elements in the given buffer': 'Partial read',
  'Readable side is not in a state that permits enqueue': 'Unable to enqueue',
  'ReadableStream.prototype.pipeThrough cannot be used on a locked ReadableStream': 'The ReadableStream is locked',
  'ReadableStream.prototype.pipeThrough cannot be used on a locked WritableStream': 'The WritableStream is locked',
  'ReadableStream.prototype.pipeTo cannot be used on a locked ReadableStream': 'The ReadableStream is locked',
  'ReadableStream.prototype.pipeTo cannot be used on a locked WritableStream': 'The WritableStream is locked',
  'Reader was released': 'Releasing reader',
  "Reader was released and can no longer be used to monitor the stream's closedness": 'Reader released',
  "The BYOB request's buffer has been detached and so cannot be filled with an enqueued chunk": 'Destination ArrayBuffer is detached',
  "The BYOB request's buffer has been detached and so cannot be used as a response": 'Viewed ArrayBuffer is detached',
  "The given view's buffer has been detached and so cannot be used as a response": 'Viewed ArrayBuffer is detached',
  'The stream (in closed state) is not in the readable state and cannot be closed': 'ReadableStream is already closed',
  'The stream (in closed state) is not in the readable state and cannot be enqueued to': 'ReadableStream is already closed',
  'The stream (in closed state) is not in the writable state and cannot be closed': 'WritableStream is closed',
  'The stream (in errored state) is not in the readable state and cannot be closed': 'ReadableStream is already closed',
  'The stream (in errored state) is not in the readable state and cannot be enqueued to': 'ReadableStream is already closed',
  'The stream (in errored state) is not in the writable state and cannot be closed': 'WritableStream is closed',
  'The stream has already been closed; do not close it again!': 'Controller is already closed',
  'The stream is closing or closed and cannot be written to': 'WritableStream is closed',
  'The stream is not in a state that permits close': 'Controller is already closed',
  'The stream is not in a state that permits enqueue': 'Controller is already closed',
  "The view's length must be 0 when calling respondWithNewView() on a closed stream": 'View is not zero-length',
  "The view's length must be greater than 0 when calling respondWithNewView() on a readable stream": 'View is zero-length',
  'This stream has already been locked for exclusive reading by another reader': 'ReadableStream is locked',
  'This stream has already been locked for exclusive writing by another writer': 'WritableStream is locked',
  'TransformStream terminated': 'TransformStream has been terminated',
  "Writer was released and can no longer be used to monitor the stream's closedness": 'Writer has been released',
  "chunk must have non-zero byteLength": kEmptyChunk,
  "chunk's buffer is detached and so cannot be enqueued": kEmptyChunk,
  "chunk's buffer must have non-zero byteLength": kEmptyChunk,
  'stream is closed or draining': 'Controller is already closed',
  'the destination writable stream closed before all data could be piped to it': 'Destination WritableStream is closed',
  "view must have non-zero byteLength": kEmptyView,
  "view's buffer has been detached": kEmptyView,
  "view's buffer must have non-zero byteLength": kEmptyView,
};

// The package's message, and the class and arguments of Node's error. `value` is what was given.
const kOthers = {
  '__proto__': null,
  'Cannot construct a ReadableStreamBYOBReader for a stream not constructed with a byte source':
    (value) => [ERR_INVALID_ARG_VALUE, 'stream', value, 'must be a byte stream'],
  'Illegal constructor': () => [ERR_ILLEGAL_CONSTRUCTOR],
  'Invalid highWaterMark': (value) => [ERR_INVALID_ARG_VALUE.RangeError, 'strategy.highWaterMark', value],
  'Invalid readableType specified': (value) => [ERR_INVALID_ARG_VALUE.RangeError, 'transformer.readableType', value],
  'Invalid type is specified': (value) => [ERR_INVALID_ARG_VALUE.RangeError, 'type', value],
  'Invalid writableType specified': (value) => [ERR_INVALID_ARG_VALUE.RangeError, 'transformer.writableType', value],
  "Parameter 1 is required in 'ByteLengthQueuingStrategy'.": () => [ERR_INVALID_ARG_TYPE, 'init', 'Object', undefined],
  "Parameter 1 is required in 'CountQueuingStrategy'.": () => [ERR_INVALID_ARG_TYPE, 'init', 'Object', undefined],
  "Parameter 1 is required in 'ReadableStreamBYOBReader'.": () => [ERR_INVALID_ARG_TYPE, 'stream', 'ReadableStream', undefined],
  "Parameter 1 is required in 'ReadableStreamDefaultReader'.": () => [ERR_INVALID_ARG_TYPE, 'stream', 'ReadableStream', undefined],
  "Parameter 1 is required in 'WritableStreamDefaultWriter'.": () => [ERR_INVALID_ARG_TYPE, 'stream', 'WritableStream', undefined],
  "Parameter 1 is required in 'enqueue'.": () => [ERR_INVALID_ARG_TYPE, 'buffer', kViews, undefined],
  "Parameter 1 is required in 'respond'.": () => [ERR_INVALID_ARG_VALUE, 'bytesWritten', undefined],
  "Parameter 1 is required in 'respondWithNewView'.": () => [ERR_INVALID_ARG_TYPE, 'view', kViews, undefined],
  "ReadableStream.prototype.pipeTo's first argument must be a WritableStream":
    (value) => [ERR_INVALID_ARG_TYPE, 'transform.writable', 'WritableStream', value],
  'Size must be a finite, non-NaN, non-negative number.': (value) => [ERR_INVALID_ARG_VALUE.RangeError, 'size', value],
  'The buffer of view has different capacity than byobRequest': (value) => [ERR_INVALID_ARG_VALUE.RangeError, 'view', value],
  'The object is not iterable': (value) => [ERR_ARG_NOT_ITERABLE, value],
  'The region specified by view does not match byobRequest': (value) => [ERR_INVALID_ARG_VALUE.RangeError, 'view', value],
  'The region specified by view is larger than byobRequest': (value) => [ERR_INVALID_ARG_VALUE.RangeError, 'view', value],
  'The strategy for a byte stream cannot have a size function': (value) => [ERR_INVALID_ARG_VALUE.RangeError, 'strategy.size', value],
  'You can only respond with array buffer views': (value) => [ERR_INVALID_ARG_TYPE, 'view', kViews, value],
  'autoAllocateChunkSize must be greater than 0': (value) => [ERR_INVALID_ARG_VALUE, 'source.autoAllocateChunkSize', value],
  'bytesWritten must be 0 when calling respond() on a closed stream': (value) => [ERR_INVALID_ARG_VALUE, 'bytesWritten', value],
  'bytesWritten must be greater than 0 when calling respond() on a readable stream': (value) => [ERR_INVALID_ARG_VALUE, 'bytesWritten', value],
  'bytesWritten out of range': (value) => [ERR_INVALID_ARG_VALUE.RangeError, 'bytesWritten', value],
  'chunk must be an array buffer view': (value) => [ERR_INVALID_ARG_TYPE, 'buffer', kViews, value],
  "highWaterMark is required in 'QueuingStrategyInit'.": () => [ERR_MISSING_OPTION, 'init.highWaterMark'],
  "options.min must be less than or equal to view's byteLength": (value) => [ERR_OUT_OF_RANGE, 'options.min', '<= view.byteLength', value],
  "options.min must be less than or equal to view's length": (value) => [ERR_OUT_OF_RANGE, 'options.min', '<= view.length', value],
  'view must be an array buffer view': (value) => [ERR_INVALID_ARG_TYPE, 'view', kViews, value],
};

// Those that name a class, an argument or a property of one.
const kForeignThis = /^\w+\.(?:prototype\.)?\w+ can only be used on a (\w+)$/;
const kWrongKind = /^(\w+)(?: has member '(\w+)' that)? is not an? (object|function|AbortSignal|ReadableStream|WritableStream)\.$/;
const kWrongValue =
  /^(\w+)(?: has member '(\w+)' that)? (?:is not a finite number|is outside the accepted range|'.*' is not a valid enumeration value)/s;
const kReleased = /^Cannot .* a stream using a released (reader|writer)$/;

function nodeError(message, value, name) {
  const state = kStates[message];
  if (state !== undefined) return [ERR_INVALID_STATE[name], state];
  const other = kOthers[message];
  if (other !== undefined) return other(value);
  let match;
  if ((match = kForeignThis.exec(message)) !== null) return [ERR_INVALID_THIS, match[1]];
  if ((match = kWrongKind.exec(message)) !== null) {
    const kind = match[3] === 'object' ? 'Object' : match[3];
    return [ERR_INVALID_ARG_TYPE, match[2] === undefined ? match[1] : `${match[1]}.${match[2]}`, kind, value];
  }
  if ((match = kWrongValue.exec(message)) !== null) {
    return [ERR_INVALID_ARG_VALUE, match[2] === undefined ? match[1] : `${match[1]}.${match[2]}`, value];
  }
  if ((match = kReleased.exec(message)) !== null) {
    return [ERR_INVALID_STATE[name], match[1] === 'reader' ? 'The reader is not attached to a stream' : 'Writer is not bound to a WritableStream'];
  }
  return [ERR_INVALID_STATE[name], message];
}

function makeClass(name) {
  const Class = function(message, value) { return newHiddenFrom(Class, ...nodeError(message, value, name)); };
  return Class;
}

// The `min` of a read into a view.
function checkMinimum(min) {
  if (typeof min !== 'number') throw newHiddenFrom(checkMinimum, ERR_INVALID_ARG_TYPE, 'options.min', 'number', min);
  if (!Number.isInteger(min)) throw newHiddenFrom(checkMinimum, ERR_INVALID_ARG_VALUE, 'options.min', min, 'must be an integer');
  if (min <= 0) throw newHiddenFrom(checkMinimum, ERR_INVALID_ARG_VALUE, 'options.min', min, 'must be greater than 0');
  return min;
}

module.exports = { RangeError: makeClass('RangeError'), TypeError: makeClass('TypeError'), checkMinimum, validateObject };
