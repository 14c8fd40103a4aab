'use strict';

const { indexOfBuffer, indexOfNumber, indexOfString } = internalBinding('buffer');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING },
} = require('internal/errors');
const { isUint8Array } = require('internal/util/types');
const { validateBuffer } = require('internal/validators');
const { FastBuffer } = require('internal/buffer');
const { encodingOps, encodingOpsOf } = require('internal/buffer_encodings');

// C++ looks for the text itself in these; for the others it is decoded first.
const searchable = new Set([encodingOps.utf8, encodingOps.utf16le, encodingOps.latin1]);

function indexOfText(buffer, text, byteOffset, ops, forwards) {
  if (searchable.has(ops)) return indexOfString(buffer, text, byteOffset, ops.encodingVal, forwards);
  const decoded = new FastBuffer(ops.mostBytes(text.length));
  const length = ops.write(decoded, text, 0, decoded.length);
  return indexOfBuffer(buffer, decoded.subarray(0, length), byteOffset, ops.encodingVal, forwards);
}

// indexOf(value[, byteOffset][, encoding]) in either direction. Offsets coerce as String.prototype.indexOf's, except that NaN means the
// start (the end when going backwards).
function bidirectionalIndexOf(buffer, value, byteOffset, encoding, forwards) {
  validateBuffer(buffer);
  if (typeof byteOffset === 'string') {
    encoding = byteOffset;
    byteOffset = undefined;
  } else if (byteOffset > 0x7fffffff) {
    byteOffset = 0x7fffffff;
  } else if (byteOffset < -0x80000000) {
    byteOffset = -0x80000000;
  }
  byteOffset = +byteOffset;
  if (Number.isNaN(byteOffset)) byteOffset = forwards ? 0 : buffer.length || buffer.byteLength;

  if (typeof value === 'number') return indexOfNumber(buffer, value >>> 0, byteOffset, forwards);
  const ops = encoding === undefined ? encodingOps.utf8 : encodingOpsOf(encoding);
  if (typeof value === 'string') {
    if (ops === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    return indexOfText(buffer, value, byteOffset, ops, forwards);
  }
  if (isUint8Array(value)) {
    return indexOfBuffer(buffer, value, byteOffset, (ops ?? encodingOps.utf8).encodingVal, forwards);
  }
  throw new ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

module.exports = { bidirectionalIndexOf };
