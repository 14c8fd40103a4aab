'use strict';

// What users may pass for a path, descriptor, flags, mode, encoding, time or buffer, made into what the native functions take.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE }, hideFrom } = require('internal/errors');
const { parseFileMode, validateInt32, validateInteger, validateUint32 } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { isArrayBufferView, isDate, isUint8Array } = require('internal/util/types');
const {
  F_OK, O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY, R_OK, W_OK, X_OK,
} = internalBinding('constants').fs;

const includesNul = Uint8Array.prototype.includes;

// -- Paths ---------------------------------------------------------------------------------------------------------------------------------

const kNulReason = 'must be a string, Uint8Array, or URL without null bytes';

function looksLikeUrl(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

function checkedPath(self, path, name) {
  if (typeof path !== 'string') {
    if (path !== null && typeof path === 'object' && !isUint8Array(path) && looksLikeUrl(path)) {
      path = require('internal/url').fileURLToPath(path);
    }
    if (isUint8Array(path)) {
      if (Reflect.apply(includesNul, path, [0])) throw hideFrom(new ERR_INVALID_ARG_VALUE(name, path, kNulReason), self);
      return path;
    }
    if (typeof path !== 'string') throw hideFrom(new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], path), self);
  }
  if (path.includes('\u0000')) throw hideFrom(new ERR_INVALID_ARG_VALUE(name, path, kNulReason), self);
  return path;
}

function getValidatedPath(path, name = 'path') {
  return checkedPath(getValidatedPath, path, name);
}

function pathOrFd(path) {
  return typeof path === 'number' && (path | 0) === path ? getValidatedFd(path) : checkedPath(pathOrFd, path, 'path');
}

// realpath() alone takes whatever has a text, and nothing as the folder the process is in.
function pathToResolve(path) {
  if (typeof path !== 'string') {
    if (looksLikeUrl(path)) path = require('internal/url').fileURLToPath(path);
    path += '';  // Not `${path}`, which calls another method of an object.
  }
  return checkedPath(pathToResolve, path, 'path') || process.cwd();
}

function getValidatedFd(fd, name = 'fd') {
  if (Object.is(fd, -0)) return 0;
  validateInt32(fd, name, 0);
  return fd;
}

function pathToString(path) {
  return typeof path === 'string' ? path : require('buffer').Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString();
}

// -- Options -------------------------------------------------------------------------------------------------------------------------------

function assertEncoding(encoding) {
  if (encoding && !require('buffer').Buffer.isEncoding(encoding)) {
    throw hideFrom(new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding'), getOptions);
  }
}

// The options of a call: an object, an encoding, or the defaults (also for a callback in their place).
function getOptions(options, defaults = {}) {
  if (options == null || typeof options === 'function') return defaults;
  if (typeof options === 'string') {
    options = defaults === kEmptyObject ? { encoding: options } : { ...defaults, encoding: options };  // Spreading nothing is slow.
  } else if (typeof options !== 'object') {
    throw hideFrom(new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options), getOptions);
  }
  if (options.encoding !== 'buffer') assertEncoding(options.encoding);
  if (options.signal !== undefined) require('internal/validators').validateAbortSignal(options.signal, 'options.signal');
  return options;
}

const kFlags = {
  '__proto__': null,
  'r': O_RDONLY,
  'rs': O_RDONLY | O_SYNC,
  'sr': O_RDONLY | O_SYNC,
  'r+': O_RDWR,
  'rs+': O_RDWR | O_SYNC,
  'sr+': O_RDWR | O_SYNC,
  'w': O_TRUNC | O_CREAT | O_WRONLY,
  'wx': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'xw': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'xw+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'a': O_APPEND | O_CREAT | O_WRONLY,
  'ax': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'xa': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'as': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'sa': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'xa+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
  'sa+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};

function stringToFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags == null) return O_RDONLY;
  const known = typeof flags === 'string' ? kFlags[flags] : undefined;
  if (known === undefined) throw hideFrom(new ERR_INVALID_ARG_VALUE(name, flags), stringToFlags);
  return known;
}

const kMaxAccessMode = F_OK | W_OK | R_OK | X_OK;
const kMaxCopyMode = 7;  // Every COPYFILE_ flag.

// The mode of access() or copyFile(), whose numbers are sets of flags.
function accessMode(mode) {
  return flagsMode(accessMode, mode, F_OK, kMaxAccessMode);
}
function copyMode(mode) {
  return flagsMode(copyMode, mode, 0, kMaxCopyMode);
}
function flagsMode(self, mode, fallback, maximum) {
  if (mode == null) return fallback;
  let error;
  if (typeof mode !== 'number') {
    error = Object.assign(new TypeError('mode must be int32 or null/undefined'), { code: 'ERR_INVALID_ARG_TYPE' });
  } else if (mode >= 0 && mode <= maximum) {
    return mode | 0;
  } else {
    const range = Number.isNaN(mode) ? '' : `: >= 0 && <= ${maximum}`;
    error = Object.assign(new RangeError(`mode is out of range${range}`), { code: 'ERR_OUT_OF_RANGE' });
  }
  throw hideFrom(error, self);
}

function validateOwner(uid, gid) {
  validateInteger(uid, 'uid', -1, 4294967295);
  validateInteger(gid, 'gid', -1, 4294967295);
}

// -- Times ---------------------------------------------------------------------------------------------------------------------------------

// Seconds since 1970 from a Date, a number or a numeric string.
function toUnixTimestamp(time, name = 'time') {
  if (typeof time === 'string' && +time == time) return +time;  // eslint-disable-line eqeqeq
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (isDate(time)) return Date.prototype.getTime.call(time) / 1000;
  throw hideFrom(new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time), toUnixTimestamp);
}

// -- Buffers -------------------------------------------------------------------------------------------------------------------------------

const kIoMaxLength = 2 ** 31 - 1;

function validateOffsetLengthRead(offset, length, size) {
  if (offset < 0) throw hideFrom(new ERR_OUT_OF_RANGE('offset', '>= 0', offset), validateOffsetLengthRead);
  if (length < 0) throw hideFrom(new ERR_OUT_OF_RANGE('length', '>= 0', length), validateOffsetLengthRead);
  if (offset + length > size) throw hideFrom(new ERR_OUT_OF_RANGE('length', `<= ${size - offset}`, length), validateOffsetLengthRead);
}

function validateOffsetLengthWrite(offset, length, size) {
  if (offset > size) throw hideFrom(new ERR_OUT_OF_RANGE('offset', `<= ${size}`, offset), validateOffsetLengthWrite);
  if (length > size - offset) throw hideFrom(new ERR_OUT_OF_RANGE('length', `<= ${size - offset}`, length), validateOffsetLengthWrite);
  if (length < 0) throw hideFrom(new ERR_OUT_OF_RANGE('length', '>= 0', length), validateOffsetLengthWrite);
  validateInt32(length, 'length', 0);
}

// -1 (the current position), or where to read.
function readPosition(position, length) {
  if (position == null) return -1;
  if (typeof position === 'bigint') {
    const maximum = 2n ** 63n - 1n - BigInt(length);
    if (position >= -1n && position <= maximum) return position;
    throw hideFrom(new ERR_OUT_OF_RANGE('position', `>= -1 && <= ${maximum}`, position), readPosition);
  }
  if (typeof position !== 'number') throw hideFrom(new ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], position), readPosition);
  validateInteger(position, 'position', -1, Number.MAX_SAFE_INTEGER);
  return position;
}

// Writing is more forgiving: whatever is no number means the current position.
function writePosition(position) {
  return typeof position === 'number' && Number.isSafeInteger(position) && position >= 0 ? position : -1;
}

function validateBufferArray(buffers, name = 'buffers') {
  if (!Array.isArray(buffers)) throw hideFrom(new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers), validateBufferArray);
  for (let i = 0; i < buffers.length; i++) {
    if (!isArrayBufferView(buffers[i])) {
      throw hideFrom(new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers), validateBufferArray);
    }
  }
}

function validateStringOrView(data, name) {
  if (typeof data !== 'string' && !isArrayBufferView(data)) {
    throw hideFrom(new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data), validateStringOrView);
  }
}

module.exports = {
  accessMode,
  assertEncoding,
  copyMode,
  getOptions,
  getValidatedFd,
  getValidatedPath,
  kIoMaxLength,
  kMaxCopyMode,
  looksLikeUrl,
  parseFileMode,
  pathOrFd,
  pathToResolve,
  pathToString,
  readPosition,
  stringToFlags,
  toUnixTimestamp,
  validateBufferArray,
  validateOffsetLengthRead,
  validateOffsetLengthWrite,
  validateOwner,
  validateStringOrView,
  validateUint32,
  writePosition,
};
