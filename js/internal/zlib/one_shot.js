'use strict';

// gzip(), gzipSync() and their like: a whole buffer in one piece of native work. What needs a stream gets one: `info`, which shows the engine,
// and input that only a stream can refuse as Node does.

const { OneShot, compressOnceSync } = internalBinding('zlib');
const {
  codes: { ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_TYPE, ERR_MEMORY_ALLOCATION_FAILED },
  UVException,
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView, isUint8Array } = require('internal/util/types');
const { validateFunction } = require('internal/validators');
const { Buffer } = require('buffer');
const { stronger, writeSync, zlibError } = require('internal/zlib/base');
const { baseOptions, configOf } = require('internal/zlib/options');

function errorOf(failure, maxOutputLength) {
  const { 0: message, 1: errno, 2: code } = failure;
  if (code === 'ERR_BUFFER_TOO_LARGE') return new ERR_BUFFER_TOO_LARGE(maxOutputLength);
  if (code === 'ERR_MEMORY_ALLOCATION_FAILED') return new ERR_MEMORY_ALLOCATION_FAILED();
  return zlibError(message, errno, code);
}

const hasBytes = (value) => isArrayBufferView(value) || isAnyArrayBuffer(value);

// -- At once -------------------------------------------------------------------------------------------------------------------------------

// Of most calls.
const kDefaults = [];

function settingsOf(options, mode) {
  if (options === undefined) return kDefaults[mode] ??= { config: configOf(undefined, mode), base: baseOptions(undefined, mode) };
  return { config: configOf(options, mode), base: baseOptions(options, mode) };
}

function makeSync(Class, mode, name) {
  return {
    [name](buffer, options) {
      const { config, base } = settingsOf(options, mode);
      if (typeof buffer === 'string') buffer = Buffer.from(buffer);
      else if (!hasBytes(buffer)) {
        throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], buffer);
      }
      if (options?.info) {
        const engine = new Class(options);
        if (isAnyArrayBuffer(buffer)) buffer = Buffer.from(buffer);
        return { buffer: writeSync(engine, buffer, engine._finishFlushFlag), engine };
      }
      const result = compressOnceSync(
        config.mode, config.windowBits, config.level, config.memLevel, config.strategy, config.dictionary, config.params, config.pledgedSrcSize,
        buffer, base.finishFlush, base.maxOutputLength);
      if (!isUint8Array(result)) throw errorOf(result, base.maxOutputLength);
      return result;
    },
  }[name];
}

// -- On the pool ---------------------------------------------------------------------------------------------------------------------------

// Collects what the engine gives.
function runEngine(engine, buffer, callback) {
  if (isArrayBufferView(buffer) && !isUint8Array(buffer)) buffer = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  else if (isAnyArrayBuffer(buffer)) buffer = Buffer.from(buffer);
  const buffers = [];
  let total = 0;
  let ended = false;
  engine.on('data', (chunk) => {
    if (ended) return;
    buffers.push(chunk);
    total += chunk.length;
    if (total > engine._maxOutputLength) {
      ended = true;
      engine.close();
      callback(new ERR_BUFFER_TOO_LARGE(engine._maxOutputLength));
    }
  });
  engine.on('error', (error) => {
    if (ended) return;
    ended = true;
    callback(error);
  });
  engine.on('end', () => {
    if (ended) return;
    ended = true;
    engine.close();
    const result = Buffer.concat(buffers, total);
    callback(null, engine._info ? { buffer: result, engine } : result);
  });
  engine.end(buffer);
}

function makeAsync(Class, mode, name) {
  return {
    [name](buffer, options, callback) {
      if (typeof options === 'function') {
        callback = options;
        options = {};
      }
      const { config, base } = settingsOf(options, mode);
      validateFunction(callback, 'callback');
      if (typeof buffer === 'string') buffer = Buffer.from(buffer);
      if (options?.info || !hasBytes(buffer)) {
        runEngine(new Class(options), buffer, callback);
        return;
      }
      const job = new OneShot(
        config.mode, config.windowBits, config.level, config.memLevel, config.strategy, config.dictionary, config.params, config.pledgedSrcSize,
        buffer, stronger(base.flush, base.finishFlush), base.maxOutputLength);
      job.oncomplete = (failure, result) => {
        if (failure !== undefined) callback(errorOf(failure, base.maxOutputLength));
        else callback(null, result);
      };
      const errno = job.start();
      if (errno !== undefined) throw new UVException({ errno, syscall: 'uv_queue_work' });
    },
  }[name];
}

module.exports = { makeAsync, makeSync };
