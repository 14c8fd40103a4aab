'use strict';

const { HkdfJob } = internalBinding('crypto');
const {
  codes: { ERR_CRYPTO_INVALID_KEYLEN, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { kMaxLength } = require('buffer');
const { validateFunction, validateInteger, validateString } = require('internal/validators');
const { requireDigest, runAsync, runSync, toBytes } = require('internal/crypto/util');

const kExpected = ['string', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'];
const kExpectedKey = ['string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'];

function keyMaterial(ikm) {
  const isObject = typeof ikm === 'object' && ikm !== null && !isArrayBufferView(ikm) && !isAnyArrayBuffer(ikm);
  if (isObject && require('internal/crypto/keys').isKeyObject(ikm)) return require('internal/crypto/keys').secretBytesOf(ikm, kExpectedKey);
  return toBytes(ikm, 'ikm', undefined, kExpectedKey);
}

function createJob(digest, ikm, salt, info, length) {
  validateString(digest, 'digest');
  ikm = keyMaterial(ikm);
  salt = toBytes(salt, 'salt', undefined, kExpected);
  info = toBytes(info, 'info', undefined, kExpected);
  validateInteger(length, 'length', 0, kMaxLength);
  if (info.byteLength > 1024) throw new ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength);
  // RFC 5869: no more than 255 blocks can be derived.
  if (length > 255 * requireDigest(digest)) throw new ERR_CRYPTO_INVALID_KEYLEN();
  return new HkdfJob(digest, ikm, salt, info, length);
}

function hkdf(digest, ikm, salt, info, length, callback) {
  const job = createJob(digest, ikm, salt, info, length);
  validateFunction(callback, 'callback');
  runAsync(job, callback, (bytes) => bytes);
}

function hkdfSync(digest, ikm, salt, info, length) {
  return runSync(createJob(digest, ikm, salt, info, length));
}

module.exports = { hkdf, hkdfSync };
