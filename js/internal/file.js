'use strict';

const {
  codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { Blob } = require('internal/blob');
const { kClone, kDeserialize } = require('internal/worker/js_transferable');

class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = kEmptyObject) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    const { lastModified } = options ?? kEmptyObject;
    this.#lastModified = lastModified === undefined ? Date.now() : Math.trunc(+lastModified) || 0;
    this.#name = `${fileName}`.toWellFormed();
  }

  static #of(value) {
    if (typeof value !== 'object' || value === null || !(#name in value)) throw new ERR_INVALID_THIS('File');
    return value;
  }

  [kClone]() {
    const { data } = super[kClone]();
    return { data: { ...data, name: this.#name, lastModified: this.#lastModified }, deserializeInfo: 'internal/file:ReceivedFile' };
  }

  [kDeserialize](data) {
    super[kDeserialize](data);
    this.#name = data.name;
    this.#lastModified = data.lastModified;
  }

  get name() {
    return File.#of(this).#name;
  }

  get lastModified() {
    return File.#of(this).#lastModified;
  }

  [customInspectSymbol](depth, options) {
    const { size, type, name, lastModified } = File.#of(this);
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `File ${inspect({ size, type, name, lastModified }, inner)}`;
  }
}

const kEnumerable = { __proto__: null, enumerable: true };
Object.defineProperties(File.prototype, {
  [Symbol.toStringTag]: { configurable: true, value: 'File' },
  name: kEnumerable,
  lastModified: kEnumerable,
});

// What a clone is made of at its destination.
function ReceivedFile() {
  return new File([], '');
}
ReceivedFile.prototype = File.prototype;

module.exports = { File, ReceivedFile };
