'use strict';

// zlib: streams (internal/zlib/base) and functions for whole buffers (internal/zlib/one_shot).

const binding = internalBinding('zlib');
const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { deprecateInstantiation } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { checkRangesOrGetDefault, validateUint32 } = require('internal/validators');
const { ZlibBase, checkOpen, onError } = require('internal/zlib/base');
const { makeAsync, makeSync } = require('internal/zlib/one_shot');

const { constants } = binding;
const { Z_DEFAULT_LEVEL, Z_DEFAULT_STRATEGY, Z_FIXED, Z_MAX_LEVEL, Z_MIN_LEVEL, Z_SYNC_FLUSH } = constants;

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return binding.crc32(data, value);
}

// -- Classes -------------------------------------------------------------------------------------------------------------------------------

function inherit(Class, Base) {
  Object.setPrototypeOf(Class.prototype, Base.prototype);
  Object.setPrototypeOf(Class, Base);
}

// The bases of the families.
function Zlib(options, mode) {
  Reflect.apply(ZlibBase, this, [options, mode]);
}
inherit(Zlib, ZlibBase);

// Takes effect after what was written before.
Zlib.prototype.params = function params(level, strategy, callback) {
  checkRangesOrGetDefault(level, 'level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_LEVEL);
  checkRangesOrGetDefault(strategy, 'strategy', Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_STRATEGY);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  this.flush(Z_SYNC_FLUSH, () => {
    checkOpen(this);
    const failure = this._handle.params(level, strategy);
    if (failure !== undefined) Reflect.apply(onError, this._handle, failure);
    if (this.destroyed) return;
    this._level = level;
    this._strategy = strategy;
    if (callback) callback();
  });
};

function Brotli(options, mode) {
  Reflect.apply(ZlibBase, this, [options, mode]);
}
inherit(Brotli, ZlibBase);

function Zstd(options, mode) {
  Reflect.apply(ZlibBase, this, [options, mode]);
}
inherit(Zstd, ZlibBase);

// [class, its base, mode, the function's name]
const kClasses = [
  ['Deflate', Zlib, constants.DEFLATE, 'deflate'],
  ['Inflate', Zlib, constants.INFLATE, 'inflate'],
  ['Gzip', Zlib, constants.GZIP, 'gzip'],
  ['Gunzip', Zlib, constants.GUNZIP, 'gunzip'],
  ['DeflateRaw', Zlib, constants.DEFLATERAW, 'deflateRaw'],
  ['InflateRaw', Zlib, constants.INFLATERAW, 'inflateRaw'],
  ['Unzip', Zlib, constants.UNZIP, 'unzip'],
  ['BrotliCompress', Brotli, constants.BROTLI_ENCODE, 'brotliCompress'],
  ['BrotliDecompress', Brotli, constants.BROTLI_DECODE, 'brotliDecompress'],
  ['ZstdCompress', Zstd, constants.ZSTD_COMPRESS, 'zstdCompress'],
  ['ZstdDecompress', Zstd, constants.ZSTD_DECOMPRESS, 'zstdDecompress'],
];

const zlib = { crc32 };
const creators = {};

function makeClass(name, Base, mode) {
  const Class = {
    [name]: function(options) {
      if (!new.target) return deprecateInstantiation(Class, 'DEP0184', options);
      return Reflect.apply(Base, this, [options, mode]);
    },
  }[name];
  inherit(Class, Base);
  return Class;
}

for (const { 0: name, 1: Base, 2: mode } of kClasses) {
  const Class = makeClass(name, Base, mode);
  zlib[name] = Class;
  const creator = `create${name}`;
  creators[creator] = { [creator](options) { return new Class(options); } }[creator];
}
for (const name of ['deflate', 'gzip', 'deflateRaw', 'unzip', 'inflate', 'gunzip', 'inflateRaw', 'brotliCompress', 'brotliDecompress',
                    'zstdCompress', 'zstdDecompress']) {
  const { 0: className, 2: mode } = kClasses.find((entry) => entry[3] === name);
  zlib[name] = makeAsync(zlib[className], mode, name);
  zlib[`${name}Sync`] = makeSync(zlib[className], mode, `${name}Sync`);
}
for (const name of ['createDeflate', 'createInflate', 'createDeflateRaw', 'createInflateRaw', 'createGzip', 'createGunzip', 'createUnzip',
                    'createBrotliCompress', 'createBrotliDecompress', 'createZstdCompress', 'createZstdDecompress']) {
  Object.defineProperty(zlib, name, { __proto__: null, configurable: false, enumerable: true, value: creators[name] });
}

// Both ways between zlib's numbers and their names.
const codes = {};
for (const name of ['Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR', 'Z_DATA_ERROR', 'Z_MEM_ERROR', 'Z_BUF_ERROR',
                    'Z_VERSION_ERROR']) {
  codes[name] = constants[name];
}
for (const name of Object.keys(codes)) codes[codes[name]] = name;

for (const name of Object.keys(constants)) {
  Object.defineProperty(constants, name, { __proto__: null, writable: false, enumerable: true, configurable: false });
}
for (const [name, value] of [['constants', Object.freeze(constants)], ['codes', Object.freeze(codes)]]) {
  Object.defineProperty(zlib, name, { __proto__: null, configurable: false, enumerable: true, writable: false, value });
}

// Not documented, but there: every constant of zlib itself.
for (const name of Object.keys(constants)) {
  if (name.startsWith('BROTLI')) continue;
  Object.defineProperty(zlib, name, { __proto__: null, enumerable: false, value: constants[name] });
}

module.exports = zlib;
