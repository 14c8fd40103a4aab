'use strict';

// Blob: immutable bytes with a type. Its parts are copied once, when it is made; slices share them. What fs.openAsBlob() gives, and what is made of
// it, has pieces instead: bytes, and parts of files that are read when they are asked for ({ byteLength, subarray(), async *read() }).

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateDictionary } = require('internal/validators');

const { kClone, kDeserialize } = require('internal/worker/js_transferable');

const kShare = Symbol('kShare');
const kStep = 65536;
const kDisallowedType = /[^\u0020-\u007E]/;

function bytesOf(source, endings) {
  if (isAnyArrayBuffer(source)) return new Uint8Array(source);
  if (isArrayBufferView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (isBlob(source)) return source[kShare]();  // Pieces of it, when it is of a file.
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

// Of each piece what lies between `start` and `end` of all.
function slicePieces(pieces, start, end) {
  const parts = [];
  let at = 0;
  for (const piece of pieces) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, piece.byteLength);
    if (from < to || piece.byteLength === 0) parts.push(piece.subarray(Math.min(from, to), to));
    at += piece.byteLength;
  }
  return parts;
}

async function* readPieces(pieces) {
  for (const piece of pieces) {
    if (isArrayBufferView(piece)) {
      for (let at = 0; at < piece.byteLength; at += kStep) yield piece.slice(at, at + kStep);
    } else {
      yield* piece.read();
    }
  }
}

async function readAllPieces(pieces) {
  const chunks = [];
  for await (const chunk of readPieces(pieces)) chunks.push(chunk);
  return concatBytes(chunks);
}

function streamOfPieces(pieces) {
  const { ReadableStream } = require('stream/web');
  const chunks = readPieces(pieces);
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (!done) {
        controller.enqueue(value);
        return;
      }
      controller.close();
      controller.byobRequest?.respond(0);
    },
    async cancel() { await chunks.return(); },
  });
}

const cleanType = (type) => (kDisallowedType.test(type) ? '' : type.toLowerCase());

class Blob {
  #bytes;  // Undefined when there are pieces.
  #pieces;
  #type;

  constructor(sources = [], options = kEmptyObject) {
    if (sources === null || typeof sources !== 'object' || typeof sources[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources);
    }
    validateDictionary(options, 'options');
    const { type = '', endings = 'transparent' } = options ?? kEmptyObject;
    if (`${endings}` !== 'transparent' && `${endings}` !== 'native') throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
    const parts = Array.from(sources, (source) => bytesOf(source, endings));
    if (parts.some(Array.isArray)) this.#pieces = parts.flat();
    else this.#bytes = concatBytes(parts);
    this.#type = cleanType(`${type}`);
  }

  static #of(value) {
    if (!isBlob(value)) throw new ERR_INVALID_THIS('Blob');
    return value;
  }

  // To another thread: a copy of the bytes travels.
  [kClone]() {
    if (this.#pieces !== undefined) throw new ERR_INVALID_STATE.TypeError('File-backed Blobs are not cloneable');
    return { data: { bytes: this.#bytes.slice(), type: this.#type }, deserializeInfo: 'internal/blob:Blob' };
  }

  [kDeserialize]({ bytes, type }) {
    this.#bytes = bytes;
    this.#type = type;
  }

  static isBlob(value) {
    return typeof value === 'object' && value !== null && #bytes in value;
  }

  static ofPieces(pieces, type) {
    const blob = new Blob();
    blob.#bytes = undefined;
    blob.#pieces = pieces;
    blob.#type = type;
    return blob;
  }

  [kShare]() {
    return this.#pieces ?? this.#bytes;
  }

  get type() {
    return Blob.#of(this).#type;
  }

  get size() {
    const blob = Blob.#of(this);
    return blob.#pieces === undefined ? blob.#bytes.byteLength : blob.#pieces.reduce((size, piece) => size + piece.byteLength, 0);
  }

  slice(start = 0, end = this.size, contentType = '') {
    const blob = Blob.#of(this);
    const part = new Blob([], { type: `${contentType}` });
    if (blob.#pieces !== undefined) {
      const size = blob.size;
      const place = (at) => (at < 0 ? Math.max(size + at, 0) : Math.min(at, size));
      const from = place(Math.trunc(start) || 0);
      return blobOfPieces(slicePieces(blob.#pieces, from, Math.max(from, place(Math.trunc(end) || 0))), part.#type);
    }
    // subarray() clamps and counts from the end as Blob does.
    part.#bytes = blob.#bytes.subarray(Number(start), Number(end));
    return part;
  }

  async arrayBuffer() {
    return (await this.bytes()).buffer;
  }

  async bytes() {
    const blob = Blob.#of(this);
    return blob.#pieces === undefined ? blob.#bytes.slice() : readAllPieces(blob.#pieces);
  }

  async text() {
    const blob = Blob.#of(this);
    const { TextDecoder } = require('internal/encoding');
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(blob.#bytes ?? await readAllPieces(blob.#pieces));
  }

  stream() {
    const blob = Blob.#of(this);
    if (blob.#pieces !== undefined) return streamOfPieces(blob.#pieces);
    const bytes = blob.#bytes;
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
        const chunk = bytes.slice(at, at += kStep);
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

const { isBlob, ofPieces: blobOfPieces } = Blob;
delete Blob.isBlob;
delete Blob.ofPieces;

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

module.exports = { Blob, blobOfPieces, createObjectURL, isBlob, resolveObjectURL, revokeObjectURL };
