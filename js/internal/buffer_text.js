'use strict';

// The functions of the buffer module that are no methods: validation, transcoding, and the web's base64.

const { atob: _atob, btoa: _btoa, isAscii: _isAscii, isUtf8: _isUtf8 } = internalBinding('buffer');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE, ERR_MISSING_ARGS },
  genericNodeError,
} = require('internal/errors');
const { isAnyArrayBuffer, isTypedArray, isUint8Array } = require('internal/util/types');
const { encodingOps, encodingOpsOf } = require('internal/buffer_encodings');
const { Buffer } = require('buffer');

function invalidCharacter(message) {
  const { DOMException } = require('internal/domexception');
  return new DOMException(message, 'InvalidCharacterError');
}

function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const result = _btoa(`${input}`);
  if (result === -1) throw invalidCharacter('Invalid character');
  return result;
}

function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const result = _atob(`${input}`);
  if (result === -1) throw invalidCharacter('Invalid character');
  if (result === -2) throw invalidCharacter('The string to be decoded is not correctly encoded.');
  return result;
}

function bytesToValidate(input) {
  if (!isTypedArray(input) && !isAnyArrayBuffer(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  const memory = isAnyArrayBuffer(input) ? input : input.buffer;
  if (memory.detached) throw new ERR_INVALID_STATE('Cannot validate on a detached buffer');
  return input;
}

function isUtf8(input) {
  return _isUtf8(bytesToValidate(input));
}

function isAscii(input) {
  return _isAscii(bytesToValidate(input));
}

const kTranscodable = new Set(['ascii', 'latin1', 'utf8', 'utf16le']);

// What the target cannot express becomes '?'.
function transcode(source, fromEncoding, toEncoding) {
  if (!isUint8Array(source)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  if (source.length === 0) return Buffer.alloc(0);
  const from = encodingOpsOf(`${fromEncoding}`)?.encoding;
  const to = encodingOpsOf(`${toEncoding}`)?.encoding;
  if (!kTranscodable.has(from) || !kTranscodable.has(to)) {
    const code = 'U_ILLEGAL_ARGUMENT_ERROR';
    throw genericNodeError(`Unable to transcode Buffer [${code}]`, { code, errno: 1 });
  }
  const text = from === 'ascii' ?
    encodingOps.latin1.slice(source, 0, source.length).replace(/[\x80-\xff]/g, '\ufffd') :
    encodingOps[from].slice(source, 0, source.length);
  if (to === 'ascii') return Buffer.from(text.replace(/[\ud800-\udbff][\udc00-\udfff]|[^\0-\x7f]/g, '?'), 'latin1');
  if (to === 'latin1') return Buffer.from(text.replace(/[\ud800-\udbff][\udc00-\udfff]|[^\0-\xff]/g, '?'), 'latin1');
  return Buffer.from(text, to);
}

module.exports = { atob, btoa, isAscii, isUtf8, transcode };
