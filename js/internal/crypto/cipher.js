'use strict';

// Cipheriv and Decipheriv, and encrypting with RSA keys.

const { CipherBase, RsaCipherJob, cipherInfo } = internalBinding('crypto');
const {
  codes: { ERR_CRYPTO_INVALID_STATE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING },
} = require('internal/errors');
const { normalizeEncoding } = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateEncoding, validateInt32, validateObject, validateString, validateUint32 } = require('internal/validators');
const { Buffer } = require('buffer');
const LazyTransform = require('internal/crypto/lazy_transform');
const { preparePrivateKey, preparePublicOrPrivateKey, prepareSecretKey } = require('internal/crypto/keys');
const { runSync, toBytes } = require('internal/crypto/util');

const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING } = internalBinding('constants').crypto;

const kHandle = Symbol('kHandle');

// -- RSA -----------------------------------------------------------------------------------------------------------------------------------

// The numbers of runtime/bindings/crypto_asymmetric.cc.
function rsaFunction(name, operation, defaultPadding, prepare) {
  return {
    [name](options, buffer) {
      const handle = prepare(options);
      const padding = options.padding || defaultPadding;
      const { oaepHash, encoding } = options;
      let { oaepLabel } = options;
      if (oaepHash !== undefined) validateString(oaepHash, 'key.oaepHash');
      if (oaepLabel !== undefined) oaepLabel = toBytes(oaepLabel, 'key.oaepLabel', encoding);
      const data = toBytes(buffer, 'buffer', encoding);
      const isOaep = padding === RSA_PKCS1_OAEP_PADDING && operation < 2;
      const job = new RsaCipherJob(operation, handle, data, padding, isOaep ? oaepHash ?? 'sha1' : oaepHash, isOaep ? oaepLabel : undefined);
      return Buffer.from(runSync(job));
    },
  }[name];
}

const publicEncrypt = rsaFunction('publicEncrypt', 0, RSA_PKCS1_OAEP_PADDING, preparePublicOrPrivateKey);
const privateDecrypt = rsaFunction('privateDecrypt', 1, RSA_PKCS1_OAEP_PADDING, preparePrivateKey);
const privateEncrypt = rsaFunction('privateEncrypt', 2, RSA_PKCS1_PADDING, preparePrivateKey);
const publicDecrypt = rsaFunction('publicDecrypt', 3, RSA_PKCS1_PADDING, preparePublicOrPrivateKey);

// -- Symmetric -------------------------------------------------------------------------------------------------------------------------------

function getUIntOption(options, name) {
  const value = options?.[name];
  if (value == null) return -1;
  if (value >>> 0 !== value || value > 2147483647) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
  return value;
}

function initialize(self, cipher, key, options, iv, encrypts) {
  validateString(cipher, 'cipher');
  const encoding = options?.encoding;
  const preparedKey = prepareSecretKey(key, encoding);
  const preparedIv = iv === null ? null : toBytes(iv, 'iv');
  const tagLength = getUIntOption(options, 'authTagLength');
  self[kHandle] = new CipherBase(encrypts, cipher, preparedKey, preparedIv, tagLength);
  self._decoder = null;
  Reflect.apply(LazyTransform, self, [options]);
}

// Text comes out in one encoding only, since characters may be cut by a chunk's end.
function decoderOf(self, encoding) {
  const normalized = normalizeEncoding(encoding);
  self._decoder ??= new (require('string_decoder').StringDecoder)(encoding);
  if (self._decoder.encoding !== normalized) {
    if (normalized === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors');
    throw new ERR_INTERNAL_ASSERTION('Cannot change encoding');
  }
  return self._decoder;
}

function Cipheriv(cipher, key, iv, options) {
  if (!new.target) return new Cipheriv(cipher, key, iv, options);
  initialize(this, cipher, key, options, iv, true);
}

function Decipheriv(cipher, key, iv, options) {
  if (!new.target) return new Decipheriv(cipher, key, iv, options);
  initialize(this, cipher, key, options, iv, false);
}

function update(data, inputEncoding, outputEncoding) {
  if (typeof data === 'string') validateEncoding(data, inputEncoding);
  else if (!isArrayBufferView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  const result = this[kHandle].update(data, inputEncoding);
  if (outputEncoding && outputEncoding !== 'buffer') return decoderOf(this, outputEncoding).write(result);
  return result;
}

function final(outputEncoding) {
  const result = this[kHandle].final();
  if (outputEncoding && outputEncoding !== 'buffer') return decoderOf(this, outputEncoding).end(result);
  return result;
}

function setAutoPadding(autoPadding) {
  if (!this[kHandle].setAutoPadding(autoPadding === undefined || Boolean(autoPadding))) throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
  return this;
}

function setAAD(buffer, options) {
  const encoding = options?.encoding;
  const plaintextLength = getUIntOption(options, 'plaintextLength');
  if (!this[kHandle].setAAD(toBytes(buffer, 'aadbuf', encoding), plaintextLength)) throw new ERR_CRYPTO_INVALID_STATE('setAAD');
  return this;
}

function transform(chunk, encoding, callback) {
  this.push(this[kHandle].update(chunk, encoding));
  callback();
}

function flush(callback) {
  try {
    this.push(this[kHandle].final());
  } catch (error) {
    callback(error);
    return;
  }
  callback();
}

for (const Class of [Cipheriv, Decipheriv]) {
  Object.setPrototypeOf(Class.prototype, LazyTransform.prototype);
  Object.setPrototypeOf(Class, LazyTransform);
  Object.assign(Class.prototype, { _transform: transform, _flush: flush, update, final, setAutoPadding, setAAD });
}

Cipheriv.prototype.getAuthTag = function getAuthTag() {
  const tag = this[kHandle].getAuthTag();
  if (tag === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
  return tag;
};

Decipheriv.prototype.setAuthTag = function setAuthTag(buffer, encoding) {
  if (typeof buffer !== 'string' && !isArrayBufferView(buffer) && !isAnyArrayBuffer(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], buffer);
  }
  if (!this[kHandle].setAuthTag(toBytes(buffer, 'buffer', encoding))) throw new ERR_CRYPTO_INVALID_STATE('setAuthTag');
  return this;
};

function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  let keyLength;
  let ivLength;
  if (options !== undefined) {
    validateObject(options, 'options');
    ({ keyLength, ivLength } = options);
    if (keyLength !== undefined) validateUint32(keyLength, 'options.keyLength');
    if (ivLength !== undefined) validateUint32(ivLength, 'options.ivLength');
  }
  const big = (length) => length !== undefined && length > 2147483647;
  return big(keyLength) || big(ivLength) ? undefined : cipherInfo(nameOrNid, keyLength, ivLength);
}

module.exports = {
  Cipheriv,
  Decipheriv,
  createCipheriv: (cipher, key, iv, options) => new Cipheriv(cipher, key, iv, options),
  createDecipheriv: (cipher, key, iv, options) => new Decipheriv(cipher, key, iv, options),
  getCipherInfo,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
};
