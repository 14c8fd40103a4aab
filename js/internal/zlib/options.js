'use strict';

// The options of zlib's classes and functions, checked, and the configuration of a codec made from them (runtime/bindings/zlib_config.h).

const { constants } = internalBinding('zlib');
const {
  codes: { ERR_BROTLI_INVALID_PARAM, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_ZSTD_INVALID_PARAM },
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { checkRangesOrGetDefault, validateFiniteNumber } = require('internal/validators');
const { kMaxLength } = require('buffer');

const {
  BROTLI_DECODE, BROTLI_ENCODE, BROTLI_OPERATION_EMIT_METADATA, BROTLI_OPERATION_FINISH, BROTLI_OPERATION_FLUSH, BROTLI_OPERATION_PROCESS,
  DEFLATERAW, GUNZIP, GZIP, INFLATE, UNZIP, Z_BLOCK, Z_DEFAULT_CHUNK, Z_DEFAULT_LEVEL, Z_DEFAULT_MEMLEVEL, Z_DEFAULT_STRATEGY,
  Z_DEFAULT_WINDOWBITS, Z_FINISH, Z_FIXED, Z_FULL_FLUSH, Z_MAX_LEVEL, Z_MAX_MEMLEVEL, Z_MAX_WINDOWBITS, Z_MIN_CHUNK, Z_MIN_LEVEL,
  Z_MIN_MEMLEVEL, Z_MIN_WINDOWBITS, Z_NO_FLUSH, ZSTD_COMPRESS, ZSTD_DECOMPRESS, ZSTD_e_continue, ZSTD_e_end, ZSTD_e_flush,
} = constants;

// How the members of a family flush.
const kZlibFlushes = {
  flush: Z_NO_FLUSH, finishFlush: Z_FINISH, fullFlush: Z_FULL_FLUSH, least: Z_NO_FLUSH, greatest: Z_BLOCK,
};
const kBrotliFlushes = {
  flush: BROTLI_OPERATION_PROCESS, finishFlush: BROTLI_OPERATION_FINISH, fullFlush: BROTLI_OPERATION_FLUSH,
  least: BROTLI_OPERATION_PROCESS, greatest: BROTLI_OPERATION_EMIT_METADATA,
};
const kZstdFlushes = {
  flush: ZSTD_e_continue, finishFlush: ZSTD_e_end, fullFlush: ZSTD_e_flush, least: ZSTD_e_continue, greatest: ZSTD_e_end,
};

function flushesOf(mode) {
  if (mode === BROTLI_DECODE || mode === BROTLI_ENCODE) return kBrotliFlushes;
  return mode === ZSTD_COMPRESS || mode === ZSTD_DECOMPRESS ? kZstdFlushes : kZlibFlushes;
}

// What every class takes.
function baseOptions(options, mode) {
  const flushes = flushesOf(mode);
  const checked = { chunkSize: Z_DEFAULT_CHUNK, flush: flushes.flush, finishFlush: flushes.finishFlush, maxOutputLength: kMaxLength };
  if (!options) return checked;
  const { chunkSize } = options;
  if (validateFiniteNumber(chunkSize, 'options.chunkSize')) {
    if (chunkSize < Z_MIN_CHUNK) throw new ERR_OUT_OF_RANGE('options.chunkSize', `>= ${Z_MIN_CHUNK}`, chunkSize);
    checked.chunkSize = chunkSize;
  }
  const { least, greatest } = flushes;
  checked.flush = checkRangesOrGetDefault(options.flush, 'options.flush', least, greatest, flushes.flush) | 0;
  checked.finishFlush = checkRangesOrGetDefault(options.finishFlush, 'options.finishFlush', least, greatest, flushes.finishFlush) | 0;
  checked.maxOutputLength = checkRangesOrGetDefault(options.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength);
  checked.maxOutputLength = Math.trunc(checked.maxOutputLength);
  return checked;
}

function checkedDictionary(dictionary, types) {
  if (dictionary === undefined || isArrayBufferView(dictionary) || isAnyArrayBuffer(dictionary)) return dictionary;
  throw new ERR_INVALID_ARG_TYPE('options.dictionary', types, dictionary);
}

// -- The deflate family --------------------------------------------------------------------------------------------------------------------

function zlibConfig(options, mode) {
  const config = {
    mode, windowBits: Z_DEFAULT_WINDOWBITS, level: Z_DEFAULT_LEVEL, memLevel: Z_DEFAULT_MEMLEVEL, strategy: Z_DEFAULT_STRATEGY,
    dictionary: undefined, params: undefined, pledgedSrcSize: undefined,
  };
  if (!options) return config;
  let { windowBits } = options;
  // A decompressor may leave it to the header of the stream. zlib itself refuses 8 for raw streams.
  if ((windowBits == null || windowBits === 0) && (mode === INFLATE || mode === GUNZIP || mode === UNZIP)) {
    config.windowBits = 0;
  } else {
    if (mode === DEFLATERAW && windowBits === 8) windowBits = 9;
    const least = Z_MIN_WINDOWBITS + (mode === GZIP ? 1 : 0);
    config.windowBits = checkRangesOrGetDefault(windowBits, 'options.windowBits', least, Z_MAX_WINDOWBITS, Z_DEFAULT_WINDOWBITS);
  }
  // What lies within their bounds is cut to integers.
  config.level = checkRangesOrGetDefault(options.level, 'options.level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_LEVEL) | 0;
  config.memLevel = checkRangesOrGetDefault(options.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, Z_DEFAULT_MEMLEVEL) | 0;
  config.strategy = checkRangesOrGetDefault(options.strategy, 'options.strategy', Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_STRATEGY) | 0;
  config.dictionary = checkedDictionary(options.dictionary, ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer']);
  return config;
}

// -- Brotli and zstd -----------------------------------------------------------------------------------------------------------------------

// The greatest numbers of parameters, by the prefix of their names.
const greatest = { __proto__: null };
function greatestParameter(prefix) {
  greatest[prefix] ??= Math.max(...Object.keys(constants).filter((name) => name.startsWith(prefix)).map((name) => constants[name]));
  return greatest[prefix];
}

function checkedParameters(params, prefix, InvalidParameter) {
  if (!params) return undefined;
  const most = greatestParameter(prefix);
  const seen = new Set();
  const pairs = [];
  for (const name of Object.keys(params)) {
    const key = +name;
    if (Number.isNaN(key) || key < 0 || key > most || seen.has(key)) throw new InvalidParameter(name);
    const value = params[name];
    if (typeof value !== 'number' && typeof value !== 'boolean') throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    seen.add(key);
    pairs.push(key, value);
  }
  return new Uint32Array(pairs);
}

function parameterConfig(mode, params) {
  return {
    mode, windowBits: 0, level: 0, memLevel: 0, strategy: 0, dictionary: undefined, params, pledgedSrcSize: undefined,
  };
}

function brotliConfig(options, mode) {
  return parameterConfig(mode, checkedParameters(options?.params, 'BROTLI_PARAM_', ERR_BROTLI_INVALID_PARAM));
}

// Only a number is a pledge.
function pledgedSize(size) {
  return Number.isFinite(size) ? Math.trunc(size) : undefined;
}

function zstdConfig(options, mode) {
  const prefix = mode === ZSTD_COMPRESS ? 'ZSTD_c_' : 'ZSTD_d_';
  const config = parameterConfig(mode, checkedParameters(options?.params, prefix, ERR_ZSTD_INVALID_PARAM));
  config.dictionary = checkedDictionary(options?.dictionary ?? undefined, ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer']);
  if (mode === ZSTD_COMPRESS) config.pledgedSrcSize = pledgedSize(options?.pledgedSrcSize);
  return config;
}

function configOf(options, mode) {
  const flushes = flushesOf(mode);
  if (flushes === kZlibFlushes) return zlibConfig(options, mode);
  return flushes === kBrotliFlushes ? brotliConfig(options, mode) : zstdConfig(options, mode);
}

module.exports = { baseOptions, configOf, flushesOf };
