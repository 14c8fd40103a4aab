'use strict';

// Blob: immutable bytes with a type. Its parts are copied once, when it is made; slices share them.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS },
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateDictionary } = require('internal/validators');

const { kClone, kDeserialize } = require('internal/worker/js_transferable');

const kShare = Symbol('kShare');
const kDisallowedType = /[^\u0020-\u007E]/;

function bytesOf(source, endings) {
  if (isAnyArrayBuffer(source)) return new Uint8Array(source);
  if (isArrayBufferView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (isBlob(source)) return source[kShare]();
  let text = `${source}`;
  if (endings === 'native') text = text.replace(/\r\n|\r/g, '\n');
  const { TextEncoder } = require('internal/encoding');
  return new TextEncoder().encode(text);
}

function concatBytes(parts) {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

const cleanType = (type) => (kDisallowedType.test(type) ? '' : type.toLowerCase());

class Blob {
  #bytes;
  #type;

  constructor(sources = [], options = kEmptyObject) {
    if (sources === null || typeof sources !== 'object' || typeof sources[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources);
    }
    validateDictionary(options, 'options');
    const { type = '', endings = 'transparent' } = options ?? kEmptyObject;
    if (`${endings}` !== 'transparent' && `${endings}` !== 'native') throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
    this.#bytes = concatBytes(Array.from(sources, (source) => bytesOf(source, endings)));
    this.#type = cleanType(`${type}`);
  }

  static #of(value) {
    if (!isBlob(value)) throw new ERR_INVALID_THIS('Blob');
    return value;
  }

  // To another thread: a copy of the bytes travels.
  [kClone]() {
    return { data: { bytes: this.#bytes.slice(), type: this.#type }, deserializeInfo: 'internal/blob:Blob' };
  }

  [kDeserialize]({ bytes, type }) {
    this.#bytes = bytes;
    this.#type = type;
  }

  static isBlob(value) {
    return typeof value === 'object' && value !== null && #bytes in value;
  }

  [kShare]() {
    return this.#bytes;
  }

  get type() {
    return Blob.#of(this).#type;
  }

  get size() {
    return Blob.#of(this).#bytes.byteLength;
  }

  slice(start = 0, end = this.size, contentType = '') {
    const blob = Blob.#of(this);
    const part = new Blob([], { type: `${contentType}` });
    // subarray() clamps and counts from the end as Blob does.
    part.#bytes = blob.#bytes.subarray(Number(start), Number(end));
    return part;
  }

  async arrayBuffer() {
    return Blob.#of(this).#bytes.slice().buffer;
  }

  async bytes() {
    return Blob.#of(this).#bytes.slice();
  }

  async text() {
    const { TextDecoder } = require('internal/encoding');
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Blob.#of(this).#bytes);
  }

  stream() {
    const bytes = Blob.#of(this).#bytes;
    const { ReadableStream } = require('stream/web');
    let at = 0;
    return new ReadableStream({
      type: 'bytes',
      pull(controller) {
        if (at >= bytes.byteLength) {
          controller.close();
          controller.byobRequest?.respond(0);
          return;
        }
        const chunk = bytes.slice(at, at += 65536);
        controller.enqueue(chunk);
      },
    });
  }

  [customInspectSymbol](depth, options) {
    Blob.#of(this);
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `${this.constructor.name} ${inspect({ size: this.size, type: this.type }, inner)}`;
  }
}

const { isBlob } = Blob;
delete Blob.isBlob;

const kEnumerable = { __proto__: null, enumerable: true };
Object.defineProperties(Blob.prototype, {
  [Symbol.toStringTag]: { configurable: true, value: 'Blob' },
  size: kEnumerable,
  type: kEnumerable,
  slice: kEnumerable,
  stream: kEnumerable,
  text: kEnumerable,
  arrayBuffer: kEnumerable,
  bytes: kEnumerable,
});

// What URL.createObjectURL() has named, until it is revoked.
const objectUrls = new Map();

function createObjectURL(blob) {
  if (!isBlob(blob)) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', blob);
  const id = require('crypto').randomUUID();
  objectUrls.set(id, blob.slice(0, blob.size, blob.type));
  return `blob:nodedata:${id}`;
}

// The id in "blob:nodedata:<id>".
function idOfObjectURL(url) {
  return /^blob:nodedata:([^:?#]*)/i.exec(url.trim())?.[1];
}

function revokeObjectURL(url) {
  objectUrls.delete(idOfObjectURL(url));
}

function resolveObjectURL(url) {
  const blob = objectUrls.get(idOfObjectURL(`${url}`));
  return blob?.slice(0, blob.size, blob.type);
}

internalBinding('messaging').markClass(Blob.prototype, true, false);

module.exports = { Blob, createObjectURL, isBlob, resolveObjectURL, revokeObjectURL };
