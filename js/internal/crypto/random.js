'use strict';

const { RandomBytesJob, fillRandom } = internalBinding('crypto');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView, isTypedArray } = require('internal/util/types');
const { validateBoolean, validateFunction, validateNumber, validateObject } = require('internal/validators');
const { kMaxLength } = require('buffer');
const { FastBuffer } = require('internal/buffer');
const { runAsync, runSync } = require('internal/crypto/util');

const kMaxInt32 = 2 ** 31 - 1;
const kMaxPossibleLength = Math.min(kMaxLength, kMaxInt32);

// -- Bytes -----------------------------------------------------------------------------------------------------------------------------

// In bytes, whatever the view's elements are.
function checkOffset(offset, elementSize, length) {
  validateNumber(offset, 'offset');
  offset *= elementSize;
  const most = Math.min(length, kMaxPossibleLength);
  if (Number.isNaN(offset) || offset > most || offset < 0) throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${most}`, offset);
  return offset >>> 0;
}

function checkSize(size, elementSize, offset, length) {
  validateNumber(size, 'size');
  size *= elementSize;
  if (Number.isNaN(size) || size > kMaxPossibleLength || size < 0) {
    throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${kMaxPossibleLength}`, size);
  }
  if (size + offset > length) throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, size + offset);
  return size >>> 0;
}

function randomBytes(size, callback) {
  size = checkSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const bytes = new FastBuffer(size);
  if (callback === undefined) {
    if (size > 0) fillRandom(bytes);
    return bytes;
  }
  runAsync(new RandomBytesJob(bytes.buffer, 0, size), callback, () => bytes);
  return undefined;
}

function checkTarget(buffer) {
  if (!isAnyArrayBuffer(buffer) && !isArrayBufferView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buffer);
  }
  return buffer.BYTES_PER_ELEMENT || 1;
}

function randomFillSync(buffer, offset = 0, size) {
  const elementSize = checkTarget(buffer);
  offset = checkOffset(offset, elementSize, buffer.byteLength);
  size = size === undefined ? buffer.byteLength - offset : checkSize(size, elementSize, offset, buffer.byteLength);
  if (size > 0) runSync(new RandomBytesJob(buffer, offset, size));
  return buffer;
}

function randomFill(buffer, offset, size, callback) {
  const elementSize = checkTarget(buffer);
  if (typeof offset === 'function') {
    callback = offset;
    offset = 0;
    size = undefined;
  } else if (typeof size === 'function') {
    callback = size;
    size = undefined;
  } else {
    validateFunction(callback, 'callback');
  }
  offset = checkOffset(offset, elementSize, buffer.byteLength);
  size = size === undefined ? buffer.byteLength - offset : checkSize(size, elementSize, offset, buffer.byteLength);
  if (size === 0) {
    callback(null, buffer);
    return;
  }
  runAsync(new RandomBytesJob(buffer, offset, size), callback, () => buffer);
}

// -- Integers --------------------------------------------------------------------------------------------------------------------------

// Six bytes are the most that a double counts exactly with room to spare.
const kRandomMax = 0xFFFF_FFFF_FFFF;
const kIntCacheSize = 6 * 1024;
let intCache;
let intCacheOffset = kIntCacheSize;

function nextUInt48() {
  if (intCacheOffset === kIntCacheSize) {
    intCache ??= new FastBuffer(kIntCacheSize);
    fillRandom(intCache);
    intCacheOffset = 0;
  }
  const value = intCache.readUIntBE(intCacheOffset, 6);
  intCacheOffset += 6;
  return value;
}

function randomInt(min, max, callback) {
  const minGiven = max !== undefined && typeof max !== 'function';
  if (!minGiven) {
    callback = max;
    max = min;
    min = 0;
  }
  const isSync = callback === undefined;
  if (!isSync) validateFunction(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min) throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (!(range <= kRandomMax)) throw new ERR_OUT_OF_RANGE(minGiven ? 'max - min' : 'max', `<= ${kRandomMax}`, range);

  // Numbers beyond the last whole multiple of the range would favour the small results: they are drawn again.
  const limit = kRandomMax - (kRandomMax % range);
  let value;
  do {
    value = nextUInt48();
  } while (value >= limit);
  value = (value % range) + min;
  if (isSync) return value;
  process.nextTick(callback, undefined, value);
  return undefined;
}

// -- UUIDs -----------------------------------------------------------------------------------------------------------------------------

const kUuidBatch = 128;
let uuidCache;
let uuidsLeft = 0;
let hexBytes;

function formatUuid(bytes, at) {
  hexBytes ??= Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
  const hex = (index) => hexBytes[bytes[at + index]];
  return `${hex(0)}${hex(1)}${hex(2)}${hex(3)}-${hex(4)}${hex(5)}-${hexBytes[(bytes[at + 6] & 0x0f) | 0x40]}${hex(7)}-` +
    `${hexBytes[(bytes[at + 8] & 0x3f) | 0x80]}${hex(9)}-${hex(10)}${hex(11)}${hex(12)}${hex(13)}${hex(14)}${hex(15)}`;
}

function randomUUID(options) {
  if (options !== undefined) validateObject(options, 'options');
  const { disableEntropyCache = false } = options || {};
  validateBoolean(disableEntropyCache, 'options.disableEntropyCache');
  if (disableEntropyCache) {
    const bytes = new FastBuffer(16);
    fillRandom(bytes);
    return formatUuid(bytes, 0);
  }
  if (uuidsLeft === 0) {
    uuidCache ??= new FastBuffer(16 * kUuidBatch);
    fillRandom(uuidCache);
    uuidsLeft = kUuidBatch;
  }
  return formatUuid(uuidCache, --uuidsLeft * 16);
}

// -- The web's -------------------------------------------------------------------------------------------------------------------------

function getRandomValues(data) {
  const { DOMException } = require('internal/domexception');
  if (!isTypedArray(data) || /^Float/.test(data[Symbol.toStringTag])) {
    throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  }
  if (data.byteLength > 65536) throw new DOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
  if (data.byteLength > 0) fillRandom(data);
  return data;
}

module.exports = { getRandomValues, randomBytes, randomFill, randomFillSync, randomInt, randomUUID };
