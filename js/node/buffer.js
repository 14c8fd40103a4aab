'use strict';

const {
  byteLengthUtf8,
  compare: _compare,
  compareOffset,
  copy: _copy,
  fill: _fillBytes,
  kMaxLength,
  kStringMaxLength,
  swap16: _swap16,
  swap32: _swap32,
  swap64: _swap64,
} = internalBinding('buffer');
const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_BUFFER_SIZE,
    ERR_OUT_OF_RANGE,
    ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView, isTypedArray, isUint8Array } = require('internal/util/types');
const { validateArray, validateInteger, validateNumber, validateString } = require('internal/validators');
const {
  customInspectSymbol,
  defineLazyProperties,
  deprecate,
  isInsideNodeModules,
  kIsEncodingSymbol,
} = require('internal/util');
const { FastBuffer, addBufferPrototypeMethods, createUnsafeBuffer } = require('internal/buffer');
const { encodingOps, encodingOpsOf } = require('internal/buffer_encodings');
const { bidirectionalIndexOf } = require('internal/buffer_search');
const pool = require('internal/buffer_pool');

const TypedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const setBytes = TypedArrayPrototype.set;
const fillNumber = TypedArrayPrototype.fill;
const { apply } = Reflect;
// A function of the array: V8 inlines it, which it does not do for a call with a list of arguments.
const setInto = Function.prototype.call.bind(setBytes);

FastBuffer.prototype.constructor = Buffer;
Buffer.prototype = FastBuffer.prototype;
addBufferPrototypeMethods(Buffer.prototype);

Buffer.poolSize = 8 * 1024;

// -- Making ----------------------------------------------------------------------------------------------------------------------------

const bufferWarning = 'Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), ' +
  'Buffer.allocUnsafe(), or Buffer.from() methods instead.';
let bufferWarned = false;

function warnOfDeprecatedCall() {
  if (bufferWarned) return;
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--pending-deprecation') && isInsideNodeModules()) return;
  bufferWarned = true;
  process.emitWarning(bufferWarning, 'DeprecationWarning', 'DEP0005');
}

function Buffer(arg, encodingOrOffset, length) {
  warnOfDeprecatedCall();
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string') throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

Object.defineProperty(Buffer, Symbol.species, {
  configurable: true,
  enumerable: false,
  get() {
    return FastBuffer;
  },
});

function allocate(size) {
  if (size <= 0) return new FastBuffer();
  return size < Buffer.poolSize >>> 1 ? pool.allocate(size, Buffer.poolSize) : createUnsafeBuffer(size);
}

Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
    const primitive = value.valueOf && value.valueOf();
    if (primitive != null && primitive !== value && (typeof primitive === 'string' || typeof primitive === 'object')) {
      return from(primitive, encodingOrOffset, length);
    }
    const buffer = fromObject(value);
    if (buffer) return buffer;
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const string = value[Symbol.toPrimitive]('string');
      if (typeof string === 'string') return fromString(string, encodingOrOffset);
    }
  }
  throw new ERR_INVALID_ARG_TYPE('first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
};

// The bytes of a part of a typed array's elements.
Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  if (!isTypedArray(view)) throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  const viewLength = view.length;
  if (viewLength === 0) return Buffer.alloc(0);
  let start = 0;
  let end = viewLength;
  if (offset !== undefined) {
    validateInteger(offset, 'offset', 0);
    if (offset >= viewLength) return Buffer.alloc(0);
    start = offset;
  }
  if (length !== undefined) {
    validateInteger(length, 'length', 0);
    end = start + length;
  }
  const part = view.slice(start, end);
  return fromArrayLike(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
};

// TypedArray.of() would make one through the species' constructor; ours may come from the pool.
Buffer.of = function of(...items) {
  const buffer = createUnsafeBuffer(items.length);
  for (let i = 0; i < items.length; i++) buffer[i] = items[i];
  return buffer;
};

Object.setPrototypeOf(Buffer, Uint8Array);

Buffer.alloc = function alloc(size, fill, encoding) {
  validateNumber(size, 'size', 0, kMaxLength);
  if (fill !== undefined && fill !== 0 && size > 0) {
    const buffer = createUnsafeBuffer(size);
    return fillBuffer(buffer, fill, 0, buffer.length, encoding);
  }
  return new FastBuffer(size);
};

Buffer.allocUnsafe = function allocUnsafe(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return allocate(size);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return createUnsafeBuffer(size);
};

function SlowBuffer(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return createUnsafeBuffer(size);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

function fromString(string, encoding) {
  let ops;
  if (typeof encoding !== 'string' || encoding.length === 0) {
    if (string.length === 0) return new FastBuffer();
    ops = encodingOps.utf8;
  } else {
    ops = encodingOpsOf(encoding);
    if (ops === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    if (string.length === 0) return new FastBuffer();
  }
  // Straight into the pool without asking for the exact length first, when even the worst case fits.
  const most = ops.mostBytes(string.length);
  const half = Buffer.poolSize >>> 1;
  if (most < half) return pool.allocateWritten(string, ops.write, most, Buffer.poolSize);
  const length = ops.byteLength(string);
  if (length >= half) {
    const buffer = createUnsafeBuffer(length);
    const written = ops.write(buffer, string, 0, length);
    return written === length ? buffer : new FastBuffer(buffer.buffer, 0, written);
  }
  return pool.allocateWritten(string, ops.write, length, Buffer.poolSize);
}

function fromArrayBuffer(arrayBuffer, byteOffset, length) {
  byteOffset = byteOffset === undefined ? 0 : +byteOffset || 0;
  const most = arrayBuffer.byteLength - byteOffset;
  if (most < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length === undefined) return new FastBuffer(arrayBuffer, byteOffset);
  length = +length;
  if (!(length > 0)) {
    length = 0;
  } else if (length > most) {
    throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  }
  return new FastBuffer(arrayBuffer, byteOffset, length);
}

function fromArrayLike(list) {
  if (list.length <= 0) return new FastBuffer();
  if (list.length >= Buffer.poolSize >>> 1) return new FastBuffer(list);
  const buffer = pool.allocate(list.length, Buffer.poolSize);
  setInto(buffer, list, 0);
  return buffer;
}

function fromObject(object) {
  if (object.length !== undefined || isAnyArrayBuffer(object.buffer)) {
    return typeof object.length === 'number' ? fromArrayLike(object) : new FastBuffer();
  }
  return object.type === 'Buffer' && Array.isArray(object.data) ? fromArrayLike(object.data) : undefined;
}

// -- Statics ---------------------------------------------------------------------------------------------------------------------------

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.compare = function compare(buf1, buf2) {
  if (!isUint8Array(buf1)) throw new ERR_INVALID_ARG_TYPE('buf1', ['Buffer', 'Uint8Array'], buf1);
  if (!isUint8Array(buf2)) throw new ERR_INVALID_ARG_TYPE('buf2', ['Buffer', 'Uint8Array'], buf2);
  return buf1 === buf2 ? 0 : _compare(buf1, buf2);
};

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding.length !== 0 && encodingOpsOf(encoding) !== undefined;
};
Buffer[kIsEncodingSymbol] = Buffer.isEncoding;  // How others check an encoding without loading us.

Buffer.concat = function concat(list, length) {
  validateArray(list, 'list');
  if (list.length === 0) return new FastBuffer();
  if (length === undefined) {
    length = 0;
    for (let i = 0; i < list.length; i++) {
      if (list[i].length) length += list[i].length;
    }
  } else {
    validateInteger(length, 'length', 0);
  }

  const buffer = Buffer.allocUnsafe(length);
  let position = 0;
  for (let i = 0; i < list.length; i++) {
    const part = list[i];
    if (!isUint8Array(part)) throw new ERR_INVALID_ARG_TYPE(`list[${i}]`, ['Buffer', 'Uint8Array'], part);
    position += copyBytes(part, buffer, position, 0, part.length);
  }
  // A length greater than all parts together: the memory is not zeroed yet.
  if (position < length) apply(fillNumber, buffer, [0, position, length]);
  return buffer;
};

function byteLength(string, encoding) {
  if (typeof string !== 'string') {
    if (isArrayBufferView(string) || isAnyArrayBuffer(string)) return string.byteLength;
    throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
  }
  if (string.length === 0) return 0;
  const ops = encoding ? encodingOpsOf(encoding) : undefined;
  return ops === undefined ? byteLengthUtf8(string) : ops.byteLength(string);
}
Buffer.byteLength = byteLength;

// -- Methods ---------------------------------------------------------------------------------------------------------------------------

// What Node 0.x called them.
Object.defineProperty(Buffer.prototype, 'parent', {
  enumerable: true,
  get() {
    return this instanceof Buffer ? this.buffer : undefined;
  },
});
Object.defineProperty(Buffer.prototype, 'offset', {
  enumerable: true,
  get() {
    return this instanceof Buffer ? this.byteOffset : undefined;
  },
});

function toInteger(value, fallback) {
  value = +value;
  if (Number.isNaN(value) || value < Number.MIN_SAFE_INTEGER || value > Number.MAX_SAFE_INTEGER) return fallback;
  return Math.trunc(value) || 0;
}

function copyBytes(source, target, targetStart, sourceStart, sourceEnd) {
  if (sourceEnd - sourceStart > target.byteLength - targetStart) sourceEnd = sourceStart + target.byteLength - targetStart;
  let count = sourceEnd - sourceStart;
  const available = source.byteLength - sourceStart;
  if (count > available) count = available;
  if (count <= 0) return 0;
  // The engine's own copy is the cheapest for a whole small source; C++ takes parts without making a view of them.
  if (sourceStart === 0 && count === source.byteLength && isUint8Array(target)) {
    setInto(target, source, targetStart);
  } else {
    _copy(source, target, targetStart, sourceStart, count);
  }
  return count;
}

Buffer.prototype.copy = function copy(target, targetStart, sourceStart, sourceEnd) {
  if (!isUint8Array(this)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], this);
  if (!isUint8Array(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);

  if (targetStart === undefined) {
    targetStart = 0;
  } else {
    targetStart = toInteger(targetStart, 0);
    if (targetStart < 0) throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
  }
  if (sourceStart === undefined) {
    sourceStart = 0;
  } else {
    sourceStart = toInteger(sourceStart, 0);
    if (sourceStart < 0 || sourceStart > this.byteLength) {
      throw new ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${this.byteLength}`, sourceStart);
    }
  }
  if (sourceEnd === undefined) {
    sourceEnd = this.byteLength;
  } else {
    sourceEnd = toInteger(sourceEnd, 0);
    if (sourceEnd < 0) throw new ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
  }
  if (targetStart >= target.byteLength || sourceStart >= sourceEnd) return 0;
  return copyBytes(this, target, targetStart, sourceStart, sourceEnd);
};

Buffer.prototype.toString = function toString(encoding, start, end) {
  if (arguments.length === 0) return this.utf8Slice(0, this.length);
  const { length } = this;
  start = start <= 0 ? 0 : start >= length ? length : Math.trunc(start) || 0;
  end = end === undefined || end >= length ? length : Math.trunc(end) || 0;
  if (end <= start) return '';
  if (encoding === undefined) return this.utf8Slice(start, end);
  const ops = encodingOpsOf(encoding);
  if (ops === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  return ops.slice(this, start, end);
};

Buffer.prototype.equals = function equals(otherBuffer) {
  if (!isUint8Array(otherBuffer)) throw new ERR_INVALID_ARG_TYPE('otherBuffer', ['Buffer', 'Uint8Array'], otherBuffer);
  if (this === otherBuffer) return true;
  if (this.byteLength !== otherBuffer.byteLength) return false;
  return this.byteLength === 0 || _compare(this, otherBuffer) === 0;
};

let inspectMaxBytes = 50;

Buffer.prototype[customInspectSymbol] = function inspect(recurseTimes, ctx) {
  const remaining = this.length - inspectMaxBytes;
  let text = this.hexSlice(0, Math.min(inspectMaxBytes, this.length)).replace(/(.{2})/g, '$1 ').trim();
  if (remaining > 0) text += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
  if (ctx) {
    const { constants: { ALL_PROPERTIES, ONLY_ENUMERABLE }, getOwnNonIndexProperties } = internalBinding('util');
    const keys = getOwnNonIndexProperties(this, ctx.showHidden ? ALL_PROPERTIES : ONLY_ENUMERABLE);
    if (keys.length > 0) {
      const extras = { __proto__: null };
      for (const key of keys) extras[key] = this[key];
      if (this.length !== 0) text += ', ';
      // Without the braces and the note about the prototype.
      const { inspect: show } = require('internal/util/inspect');
      text += show(extras, { ...ctx, breakLength: Infinity, compact: true }).slice('[Object: null prototype] { '.length, -2);
    }
  }
  let name;
  try {
    ({ constructor: { name } } = this);
  } catch {
    name = undefined;
  }
  return `<${name || 'Buffer'} ${text}>`;
};
Buffer.prototype.inspect = Buffer.prototype[customInspectSymbol];

Buffer.prototype.compare = function compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
  if (!isUint8Array(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  if (arguments.length === 1) return _compare(this, target);

  const check = (value, name, max, fallback) => {
    if (value === undefined) return fallback;
    validateInteger(value, name, 0, max);
    return value;
  };
  targetStart = check(targetStart, 'targetStart', Number.MAX_SAFE_INTEGER, 0);
  targetEnd = check(targetEnd, 'targetEnd', target.length, target.length);
  sourceStart = check(sourceStart, 'sourceStart', Number.MAX_SAFE_INTEGER, 0);
  sourceEnd = check(sourceEnd, 'sourceEnd', this.length, this.length);
  if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
  if (targetStart >= targetEnd) return 1;
  return compareOffset(this, target, sourceStart, targetStart, targetEnd - targetStart, sourceEnd - sourceStart);
};

Buffer.prototype.indexOf = function indexOf(value, byteOffset, encoding) {
  return bidirectionalIndexOf(this, value, byteOffset, encoding, true);
};

Buffer.prototype.lastIndexOf = function lastIndexOf(value, byteOffset, encoding) {
  return bidirectionalIndexOf(this, value, byteOffset, encoding, false);
};

Buffer.prototype.includes = function includes(value, byteOffset, encoding) {
  return bidirectionalIndexOf(this, value, byteOffset, encoding, true) !== -1;
};

// fill(value, offset, end, encoding), with everything after the value optional.
Buffer.prototype.fill = function fill(value, offset, end, encoding) {
  return fillBuffer(this, value, offset, end, encoding);
};

function fillBuffer(buffer, value, offset, end, encoding) {
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = 0;
      end = buffer.length;
    } else if (typeof end === 'string') {
      encoding = end;
      end = buffer.length;
    }
    const ops = encodingOpsOf(encoding === undefined ? 'utf8' : encoding);
    if (ops === undefined) {
      validateString(encoding, 'encoding');
      throw new ERR_UNKNOWN_ENCODING(encoding);
    }
    if (value.length === 0) {
      value = 0;
    } else if (value.length === 1) {
      // One character that is one byte becomes a number.
      const code = value.charCodeAt(0);
      if ((ops.encoding === 'utf8' && code < 128) || ops.encoding === 'latin1') value = code;
    }
  } else {
    encoding = undefined;
  }

  if (offset === undefined) {
    offset = 0;
    end = buffer.length;
  } else {
    validateNumber(offset, 'offset', 0);
    if (end === undefined) {
      end = buffer.length;
    } else {
      validateNumber(end, 'end', 0, buffer.length);
    }
    if (offset >= end) return buffer;
  }

  if (typeof value === 'number') {
    const { byteLength: length } = buffer;
    if (offset > length || end > length) throw new ERR_BUFFER_OUT_OF_BOUNDS();
    apply(fillNumber, buffer, [value, offset, end]);
    return buffer;
  }
  const result = _fillBytes(buffer, value, offset, end, encoding === undefined ? undefined : `${encoding}`);
  if (result === -1) throw new ERR_INVALID_ARG_VALUE('value', value);
  if (result === -2) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  return buffer;
}

// write(string[, offset[, length]][, encoding])
Buffer.prototype.write = function write(string, offset, length, encoding) {
  // That it is a string is checked in C++, whose message Node's users see.
  if (offset === undefined) return this.utf8Write(string, 0, this.length);
  if (length === undefined && typeof offset === 'string') {
    encoding = offset;
    length = this.length;
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0, this.length);
    const remaining = this.length - offset;
    if (length === undefined) {
      length = remaining;
    } else if (typeof length === 'string') {
      encoding = length;
      length = remaining;
    } else {
      validateInteger(length, 'length', 0, this.length);
      if (length > remaining) length = remaining;
    }
  }
  if (!encoding || encoding === 'utf8') return this.utf8Write(string, offset, length);
  if (encoding === 'ascii') return this.asciiWrite(string, offset, length);
  const ops = encodingOpsOf(encoding);
  if (ops === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  return ops.write(this, string, offset, length);
};

Buffer.prototype.toJSON = function toJSON() {
  const data = new Array(this.length);
  for (let i = 0; i < this.length; i++) data[i] = this[i];
  return { type: 'Buffer', data };
};

function relativeOffset(offset, length) {
  offset = Math.trunc(offset);
  if (offset === 0 || Number.isNaN(offset)) return 0;
  if (offset < 0) return Math.max(offset + length, 0);
  return Math.min(offset, length);
}

Buffer.prototype.subarray = function subarray(start, end) {
  const { length } = this;
  start = relativeOffset(start, length);
  end = end !== undefined ? relativeOffset(end, length) : length;
  return new FastBuffer(this.buffer, this.byteOffset + start, end > start ? end - start : 0);
};

Buffer.prototype.slice = function slice(start, end) {
  return this.subarray(start, end);
};

function swapInPlace(buffer, size) {
  for (let at = 0; at < buffer.length; at += size) {
    for (let i = 0; i < size / 2; i++) {
      const byte = buffer[at + i];
      buffer[at + i] = buffer[at + size - 1 - i];
      buffer[at + size - 1 - i] = byte;
    }
  }
  return buffer;
}

// Below some 130 bytes a loop costs less than the call into C++.
Buffer.prototype.swap16 = function swap16() {
  if (this.length % 2 !== 0) throw new ERR_INVALID_BUFFER_SIZE('16-bits');
  return this.length < 128 ? swapInPlace(this, 2) : _swap16(this);
};

Buffer.prototype.swap32 = function swap32() {
  if (this.length % 4 !== 0) throw new ERR_INVALID_BUFFER_SIZE('32-bits');
  return this.length < 192 ? swapInPlace(this, 4) : _swap32(this);
};

Buffer.prototype.swap64 = function swap64() {
  if (this.length % 8 !== 0) throw new ERR_INVALID_BUFFER_SIZE('64-bits');
  return this.length < 192 ? swapInPlace(this, 8) : _swap64(this);
};

Buffer.prototype.toLocaleString = Buffer.prototype.toString;

module.exports = {
  Buffer,
  SlowBuffer: deprecate(SlowBuffer, 'SlowBuffer() is deprecated. Please use Buffer.allocUnsafeSlow()', 'DEP0030'),
};

defineLazyProperties(module.exports, 'internal/buffer_text', ['transcode', 'isUtf8', 'isAscii']);
module.exports.kMaxLength = kMaxLength;
module.exports.kStringMaxLength = kStringMaxLength;
Object.assign(module.exports, require('internal/atob'));

Object.defineProperties(module.exports, {
  constants: {
    configurable: false,
    enumerable: true,
    value: Object.freeze({ MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength }),
  },
  INSPECT_MAX_BYTES: {
    configurable: true,
    enumerable: true,
    get() {
      return inspectMaxBytes;
    },
    set(value) {
      validateNumber(value, 'INSPECT_MAX_BYTES', 0);
      inspectMaxBytes = value;
    },
  },
});

defineLazyProperties(module.exports, 'internal/blob', ['Blob', 'resolveObjectURL']);
defineLazyProperties(module.exports, 'internal/file', ['File']);

internalBinding('env').setHostFunction('bufferPrototype', Buffer.prototype);
