'use strict';

// The overloads of read() and write(), which the synchronous, callback and promise forms share.

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const {
  kValidateObjectAllowNullable, validateBuffer, validateEncoding, validateInteger, validateObject,
} = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const {
  readPosition, validateOffsetLengthRead, validateOffsetLengthWrite, validateStringOrView, writePosition,
} = require('internal/fs/paths');
const { kEmptyObject } = require('internal/util');

// (buffer, offset, length, position) or (buffer, options): what the native read takes. A length of 0 means that there is nothing to do.
function readArguments(buffer, offset, length, position, hasOptions) {
  validateBuffer(buffer);
  if (hasOptions || (offset !== null && typeof offset === 'object')) {
    if (offset !== undefined) validateObject(offset, 'options', kValidateObjectAllowNullable);
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset ?? kEmptyObject);
  }
  if (offset == null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  if (length === undefined) length = buffer.byteLength - offset;
  length |= 0;
  if (length !== 0) {
    if (buffer.byteLength === 0) throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
    validateOffsetLengthRead(offset, length, buffer.byteLength);
  }
  return { buffer, offset, length, position: readPosition(position, length) };
}

// (buffer, offset, length, position), (buffer, options) or (string, position, encoding): what the native write takes.
function writeArguments(buffer, offset, length, position) {
  if (isArrayBufferView(buffer)) {
    if (offset !== null && typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset ?? kEmptyObject);
    }
    if (offset == null || typeof offset === 'function') offset = 0;
    else validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    validateOffsetLengthWrite(offset, length, buffer.byteLength);
    return { buffer, offset, length, position: writePosition(position) };
  }
  validateStringOrView(buffer, 'buffer');
  validateEncoding(buffer, length);
  const { Buffer } = require('buffer');
  const bytes = Buffer.from(buffer, Buffer.isEncoding(length) ? length : 'utf8');
  return { buffer: bytes, offset: 0, length: bytes.byteLength, position: writePosition(offset) };
}

module.exports = { readArguments, writeArguments };
