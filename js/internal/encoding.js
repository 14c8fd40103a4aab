'use strict';

// TextEncoder and TextDecoder.

const { Converter, decodeUtf8, encodeInto, encodeUtf8 } = internalBinding('encoding');
const {
  codes: { ERR_ENCODING_NOT_SUPPORTED, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS },
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { isUint8Array } = require('internal/util/types');
const { kValidateObjectAllowObjectsAndNull, validateObject, validateString } = require('internal/validators');

const kEnumerable = { __proto__: null, enumerable: true };
const kUtf8Labels = new Set(['utf-8', 'utf8', 'unicode-1-1-utf-8', 'unicode11utf8', 'unicode20utf8', 'x-unicode20utf8']);

// The encoding that a label names, undefined for none.
function getEncodingFromLabel(label) {
  if (kUtf8Labels.has(label)) return 'utf-8';
  const { encodings } = require('internal/encoding_labels');
  return encodings.get(label) ?? encodings.get(label.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase());
}

function inspectAs(name, shown, depth, options) {
  const { inspect } = require('internal/util/inspect');
  if (typeof depth === 'number' && depth < 0) return shown;
  const text = inspect(shown, options);
  return name === undefined ? text : `${name} ${text}`;
}

let encodeResults;  // Made at run time: V8 cannot put every typed array into a snapshot.

class TextEncoder {
  // Only there to tell a TextEncoder from anything else.
  #isEncoder = true;

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#isEncoder in value)) throw new ERR_INVALID_THIS('TextEncoder');
  }

  get encoding() {
    TextEncoder.#check(this);
    return 'utf-8';
  }

  encode(input = '') {
    TextEncoder.#check(this);
    return encodeUtf8(`${input}`);
  }

  encodeInto(src, dest) {
    TextEncoder.#check(this);
    validateString(src, 'src');
    if (!isUint8Array(dest)) throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    encodeResults ??= new Uint32Array(2);
    encodeInto(src, dest, encodeResults);
    return { read: encodeResults[0], written: encodeResults[1] };
  }

  [customInspectSymbol](depth, options) {
    TextEncoder.#check(this);
    return inspectAs(undefined, { encoding: this.encoding }, depth, options);
  }
}

Object.defineProperties(TextEncoder.prototype, {
  encode: kEnumerable,
  encodeInto: kEnumerable,
  encoding: kEnumerable,
  [Symbol.toStringTag]: { configurable: true, value: 'TextEncoder' },
});

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #converter;
  #streaming = false;

  constructor(encoding = 'utf-8', options = kEmptyObject) {
    encoding = `${encoding}`;
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const name = getEncodingFromLabel(encoding);
    if (name === undefined || name === 'replacement') throw new ERR_ENCODING_NOT_SUPPORTED(encoding);
    this.#encoding = name;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
    // UTF-8 needs a converter only while a stream is being decoded.
    if (name !== 'utf-8') this.#converter = new Converter(name, this.#fatal, this.#ignoreBOM);
  }

  static #of(value) {
    if (typeof value !== 'object' || value === null || !(#encoding in value)) throw new ERR_INVALID_THIS('TextDecoder');
    return value;
  }

  decode(input = new Uint8Array(0), options = kEmptyObject) {
    TextDecoder.#of(this);
    // What has no bytes is refused in C++.
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const stream = Boolean(options?.stream);
    if (this.#encoding === 'utf-8' && !stream && !this.#streaming) return decodeUtf8(input, this.#ignoreBOM, this.#fatal);
    this.#converter ??= new Converter(this.#encoding, this.#fatal, this.#ignoreBOM);
    this.#streaming = stream;
    return this.#converter.decode(input, !stream);
  }

  get encoding() {
    return TextDecoder.#of(this).#encoding;
  }

  get fatal() {
    return TextDecoder.#of(this).#fatal;
  }

  get ignoreBOM() {
    return TextDecoder.#of(this).#ignoreBOM;
  }

  [customInspectSymbol](depth, options) {
    const { encoding, fatal, ignoreBOM } = TextDecoder.#of(this);
    if (typeof depth === 'number' && depth < 0) return this;
    return inspectAs('TextDecoder', { encoding, fatal, ignoreBOM }, depth, options);
  }
}

Object.defineProperties(TextDecoder.prototype, {
  decode: kEnumerable,
  encoding: kEnumerable,
  fatal: kEnumerable,
  ignoreBOM: kEnumerable,
  [Symbol.toStringTag]: { configurable: true, value: 'TextDecoder' },
});

module.exports = { TextDecoder, TextEncoder, getEncodingFromLabel };
