'use strict';

// What the parts of crypto share.

const {
  codes: { ERR_CRYPTO_INVALID_DIGEST, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { normalizeEncoding } = require('internal/util');
const { Buffer } = require('buffer');

const kByteSources = ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

// The bytes of a password, key, salt ...: strings are decoded, everything else must have bytes already.
function toBytes(value, name, encoding, expected = kByteSources) {
  if (typeof value === 'string') return Buffer.from(value, encoding === 'buffer' ? 'utf8' : encoding);
  if (!isArrayBufferView(value) && !isAnyArrayBuffer(value)) throw new ERR_INVALID_ARG_TYPE(name, expected, value);
  return value;
}

// The size of a digest, which must exist.
function requireDigest(name) {
  const size = internalBinding('crypto').digestSize(name);
  if (size < 0) throw new ERR_CRYPTO_INVALID_DIGEST(name);
  return size;
}

// What the native side finds a digest by: its number, or the name of what is none, which it refuses.
const digestIds = new Map();
function digestId(name) {
  let id = digestIds.get(name);
  if (id === undefined) {
    id = internalBinding('crypto').digestId(name);
    if (id < 0) return name;
    digestIds.set(name, id);
  }
  return id;
}

// Unknown encodings are utf8 where Node takes them so.
function encodingOf(encoding) {
  return normalizeEncoding(encoding) ?? encoding;
}

const kShake = /^shake-?(128|256)$/i;
let shakeWarning;
// DEP0198, with --pending-deprecation only: no hash pays for it without.
function warnOfShake(algorithm) {
  if (algorithm.length < 8 || !kShake.test(algorithm)) return;
  const { getDeprecationWarningEmitter, isPendingDeprecation } = require('internal/util/deprecate');
  shakeWarning ??= getDeprecationWarningEmitter(
    'DEP0198', 'Creating SHAKE128/256 digests without an explicit options.outputLength is deprecated.', undefined, false, isPendingDeprecation);
  shakeWarning();
}

function runSync(job) {
  const { 0: error, 1: result } = job.run();
  if (error !== undefined) throw error;
  return result;
}

// `finish(result)` makes what the callback gets; both run in the job's async context.
function runAsync(job, callback, finish) {
  job.ondone = (error, result) => {
    if (error !== undefined) {
      Reflect.apply(callback, job, [error]);
    } else {
      Reflect.apply(callback, job, [null, finish(result)]);
    }
  };
  const code = job.start();
  if (code !== undefined) {
    const { UVException } = require('internal/errors');
    throw new UVException({ errno: code, syscall: 'uv_queue_work' });
  }
}

module.exports = { digestId, encodingOf, requireDigest, runAsync, runSync, toBytes, warnOfShake };
