'use strict';

// Hash and Hmac: objects to update() and digest(), and transform streams that do the same.

const binding = internalBinding('crypto');
const {
  codes: { ERR_CRYPTO_HASH_FINALIZED, ERR_CRYPTO_HASH_UPDATE_FAILED, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { deprecate, encodingsMap, normalizeEncoding } = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateEncoding, validateString, validateUint32 } = require('internal/validators');
const { Buffer } = require('buffer');
const LazyTransform = require('internal/crypto/lazy_transform');
const { digestId, requireDigest, warnOfShake } = require('internal/crypto/util');

const kHandle = Symbol('kHandle');
const kState = Symbol('kState');
const kFinalized = Symbol('kFinalized');

// What a key may be, as Node names it.
const kKeyTypes = ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'KeyObject', 'CryptoKey'];

function checkData(data) {
  if (typeof data !== 'string' && !isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
}

// Numbers spare the native side reading names.
function encodingNumber(encoding) {
  return encodingsMap[normalizeEncoding(encoding)];
}

function updateWith(self, data, encoding) {
  if (self[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  checkData(data);
  if (typeof data === 'string') validateEncoding(data, encoding);
  if (!self[kHandle].update(data, encodingNumber(encoding))) throw new ERR_CRYPTO_HASH_UPDATE_FAILED();
  return self;
}

function transform(chunk, encoding, callback) {
  this[kHandle].update(chunk, encodingNumber(encoding));
  callback();
}

function flush(callback) {
  this.push(this[kHandle].digest());
  callback();
}

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  const isCopy = typeof algorithm !== 'string' && algorithm instanceof binding.Hash;
  if (!isCopy) validateString(algorithm, 'algorithm');
  const outputLength = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (outputLength !== undefined) validateUint32(outputLength, 'options.outputLength');
  this._options = options;  // All that LazyTransform does.
  if (outputLength === undefined && !isCopy) warnOfShake(algorithm);
  this[kHandle] = new binding.Hash(isCopy ? algorithm : digestId(algorithm), outputLength);
  this[kState] = { [kFinalized]: false };
}
Object.setPrototypeOf(Hash.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hash, LazyTransform);

Hash.prototype.copy = function copy(options) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this[kHandle], options);
};

Hash.prototype._transform = transform;
Hash.prototype._flush = flush;

Hash.prototype.update = function update(data, encoding) {
  return updateWith(this, data, encoding);
};

Hash.prototype.digest = function digest(outputEncoding) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  const name = outputEncoding === undefined ? '' : `${outputEncoding}`;
  const normalized = name === '' ? undefined : normalizeEncoding(name);  // The text of an empty array is no encoding either.
  const result = this[kHandle].digest(normalized === undefined ? undefined : encodingsMap[normalized]);
  this[kState][kFinalized] = true;
  return result;
};

function keyBytes(key, encoding) {
  if (typeof key === 'string') return Buffer.from(key, encoding === undefined || encoding === 'buffer' ? 'utf8' : encoding);
  if (isArrayBufferView(key) || isAnyArrayBuffer(key)) return key;
  if (typeof key !== 'object' || key === null) throw new ERR_INVALID_ARG_TYPE('key', kKeyTypes, key);
  return require('internal/crypto/keys').secretBytesOf(key, kKeyTypes);
}

function Hmac(hmac, key, options) {
  if (!new.target) return new Hmac(hmac, key, options);
  validateString(hmac, 'hmac');
  key = keyBytes(key, options?.encoding);
  requireDigest(hmac);
  this[kHandle] = new binding.Hmac(hmac, key);
  this[kState] = { [kFinalized]: false };
  Reflect.apply(LazyTransform, this, [options]);
}
Object.setPrototypeOf(Hmac.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hmac, LazyTransform);

Hmac.prototype.update = function update(data, encoding) {
  return updateWith(this, data, encoding);
};

// A second digest is empty, as it always was for Hmac.
Hmac.prototype.digest = function digest(outputEncoding) {
  const normalized = outputEncoding === undefined ? undefined : normalizeEncoding(`${outputEncoding}`);
  if (this[kState][kFinalized]) return normalized === undefined || normalized === 'buffer' ? Buffer.from('') : '';
  const result = this[kHandle].digest(normalized === undefined ? undefined : encodingsMap[normalized]);
  this[kState][kFinalized] = true;
  return result;
};

Hmac.prototype._transform = transform;
Hmac.prototype._flush = flush;

module.exports = {
  Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
  Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
  createHash: (algorithm, options) => new Hash(algorithm, options),
  createHmac: (hmac, key, options) => new Hmac(hmac, key, options),
};
