'use strict';

// Decodes a sequence of chunks to strings without splitting a character: what a chunk ends in the middle of waits for the next.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_UNKNOWN_ENCODING },
} = require('internal/errors');
const { normalizeEncoding } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { FastBuffer } = require('internal/buffer');
const { encodingOps } = require('internal/buffer_encodings');

const kState = Symbol('kState');

// Of the last bytes of a chunk: how many belong to a character (or group) that is not whole, and how many more it needs.
const tails = {
  __proto__: null,
  utf8(bytes, end) {
    for (let count = 1; count <= 3 && count <= end; count++) {
      const byte = bytes[end - count];
      if ((byte & 0xC0) === 0x80) continue;  // A continuation: its first byte is further left.
      let size = 0;
      if ((byte & 0xE0) === 0xC0) {
        size = 2;
      } else if ((byte & 0xF0) === 0xE0) {
        size = 3;
      } else if ((byte & 0xF8) === 0xF0) {
        size = 4;
      }
      return size > count ? [count, size - count] : undefined;
    }
    return undefined;
  },
  utf16le(bytes, end) {
    if (end % 2 === 1) return [1, 1];
    return end >= 2 && (bytes[end - 1] & 0xFC) === 0xD8 ? [2, 2] : undefined;
  },
  base64: base64Tail,
  base64url: base64Tail,
};

function base64Tail(bytes, end) {
  return end % 3 === 0 ? undefined : [end % 3, 3 - (end % 3)];
}

function StringDecoder(encoding) {
  const normalized = normalizeEncoding(encoding);
  if (normalized === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  this.encoding = normalized;
  // Four bytes of a character that is not whole: how many are there, how many are missing.
  this[kState] = { pending: new FastBuffer(4), buffered: 0, missing: 0, ops: encodingOps[normalized], tail: tails[normalized] };
}

function stateOf(decoder) {
  const state = decoder?.[kState];
  if (state === undefined) throw new ERR_INVALID_THIS('StringDecoder');
  return state;
}

// Takes what the waiting character needs from the chunk. Returns how many bytes it took; the character is decoded when it is whole, or
// when the next byte cannot be a part of it.
function fill(state, chunk) {
  let taken = 0;
  while (state.missing > 0 && taken < chunk.length) {
    const byte = chunk[taken];
    if (state.ops.encoding === 'utf8' && (byte & 0xC0) !== 0x80) {
      state.missing = 0;
      break;
    }
    state.pending[state.buffered++] = byte;
    state.missing--;
    taken++;
  }
  return taken;
}

StringDecoder.prototype.write = function write(buffer) {
  if (typeof buffer === 'string') return buffer;
  if (!isArrayBufferView(buffer)) throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buffer);
  const state = stateOf(this);
  const { ops, tail } = state;
  let chunk = new FastBuffer(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  if (tail === undefined) return ops.slice(chunk, 0, chunk.length);

  let text = '';
  if (state.missing > 0) {
    chunk = chunk.subarray(fill(state, chunk));
    if (state.missing > 0) return '';
    text = ops.slice(state.pending, 0, state.buffered);
    state.buffered = 0;
  }
  let end = chunk.length;
  if (end === 0) return text;
  const rest = tail(chunk, end);
  if (rest !== undefined) {
    ({ 0: state.buffered, 1: state.missing } = rest);
    end -= state.buffered;
    for (let i = 0; i < state.buffered; i++) state.pending[i] = chunk[end + i];
  }
  return end === 0 ? text : text + ops.slice(chunk, 0, end);
};

StringDecoder.prototype.end = function end(buffer) {
  const text = buffer === undefined ? '' : this.write(buffer);
  const state = stateOf(this);
  if (state.buffered === 0) return text;
  // Half a UTF-16 unit is dropped; half a UTF-8 character becomes U+FFFD.
  const length = state.ops.encoding === 'utf16le' ? state.buffered & ~1 : state.buffered;
  state.buffered = 0;
  state.missing = 0;
  return length === 0 ? text : text + state.ops.slice(state.pending, 0, length);
};

// What Node's older decoder let users see.
StringDecoder.prototype.text = function text(buffer, offset) {
  const state = stateOf(this);
  state.buffered = 0;
  state.missing = 0;
  return this.write(buffer.slice(offset));
};

Object.defineProperties(StringDecoder.prototype, {
  lastChar: {
    configurable: true,
    enumerable: true,
    get() {
      return stateOf(this).pending;
    },
  },
  lastNeed: {
    configurable: true,
    enumerable: true,
    get() {
      return stateOf(this).missing;
    },
  },
  lastTotal: {
    configurable: true,
    enumerable: true,
    get() {
      const state = stateOf(this);
      return state.buffered + state.missing;
    },
  },
});

module.exports = { StringDecoder };
