'use strict';

// DiffieHellman, its named groups, ECDH, and the exchange with two KeyObjects.

const { DhJob, DiffieHellman: DhHandle, ECDH: EcdhHandle, convertPoint, dhGroupPrime } = internalBinding('crypto');
const {
  codes: {
    ERR_CRYPTO_ECDH_INVALID_FORMAT, ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY, ERR_CRYPTO_INCOMPATIBLE_KEY, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE,
    ERR_CRYPTO_UNKNOWN_DH_GROUP, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateFunction, validateInt32, validateObject, validateString } = require('internal/validators');
const { Buffer } = require('buffer');
const { kHandle: kKeyHandle, isKeyObject } = require('internal/crypto/keys');
const { runAsync, runSync, toBytes } = require('internal/crypto/util');

const kHandle = Symbol('kHandle');
const kDefaultGenerator = 2;
const kForms = { '__proto__': null, 'compressed': 2, 'uncompressed': 4, 'hybrid': 6 };

function encode(bytes, encoding) {
  return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
}

const isBytes = (value) => isArrayBufferView(value) || isAnyArrayBuffer(value);

// -- Diffie-Hellman ------------------------------------------------------------------------------------------------------------------------

function generatorOf(generator, encoding) {
  if (!generator) return kDefaultGenerator;
  if (typeof generator === 'number') {
    validateInt32(generator, 'generator');
    return generator;
  }
  if (typeof generator === 'string') return toBytes(generator, 'generator', encoding);
  if (isBytes(generator)) return generator;
  throw new ERR_INVALID_ARG_TYPE('generator', ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], generator);
}

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!new.target) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  if (typeof sizeOrKey !== 'number' && typeof sizeOrKey !== 'string' && !isBytes(sizeOrKey)) {
    throw new ERR_INVALID_ARG_TYPE('sizeOrKey', ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], sizeOrKey);
  }
  // Sizes that no 32-bit number holds would be silently cut.
  if (typeof sizeOrKey === 'number') validateInt32(sizeOrKey, 'sizeOrKey');
  if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== 'buffer') {
    genEncoding = generator;
    generator = keyEncoding;
    keyEncoding = false;
  }
  keyEncoding ||= 'buffer';
  genEncoding ||= 'buffer';
  if (typeof sizeOrKey !== 'number') sizeOrKey = toBytes(sizeOrKey, 'sizeOrKey', keyEncoding);
  this[kHandle] = new DhHandle(sizeOrKey, generatorOf(generator, genEncoding));
  Object.defineProperty(this, 'verifyError', { __proto__: null, enumerable: true, value: this[kHandle].getVerifyError(), writable: false });
}

// The prime of a group, or an error: all have the generator 2.
function primeOfGroup(name) {
  const prime = dhGroupPrime(name);
  if (prime === undefined) throw new ERR_CRYPTO_UNKNOWN_DH_GROUP();
  return prime;
}

function DiffieHellmanGroup(name) {
  if (!new.target) return new DiffieHellmanGroup(name);
  if (typeof name !== 'string') throw Object.assign(new TypeError('Group name must be a string'), { code: 'ERR_INVALID_ARG_TYPE' });
  this[kHandle] = new DhHandle(primeOfGroup(name), kDefaultGenerator);
  Object.defineProperty(this, 'verifyError', { __proto__: null, enumerable: true, value: this[kHandle].getVerifyError(), writable: false });
}

const shared = {
  generateKeys(encoding) { return encode(this[kHandle].generateKeys(), encoding); },
  computeSecret(key, inputEncoding, outputEncoding) {
    return encode(this[kHandle].computeSecret(toBytes(key, 'key', inputEncoding)), outputEncoding);
  },
  getPrime(encoding) { return encode(this[kHandle].getPrime(), encoding); },
  getGenerator(encoding) { return encode(this[kHandle].getGenerator(), encoding); },
  getPublicKey(encoding) { return encode(this[kHandle].getPublicKey(), encoding); },
  getPrivateKey(encoding) { return encode(this[kHandle].getPrivateKey(), encoding); },
};
Object.assign(DiffieHellman.prototype, shared, {
  setPublicKey(key, encoding) {
    this[kHandle].setPublicKey(toBytes(key, 'key', encoding));
    return this;
  },
  setPrivateKey(key, encoding) {
    this[kHandle].setPrivateKey(toBytes(key, 'key', encoding));
    return this;
  },
});
Object.assign(DiffieHellmanGroup.prototype, shared);

// -- ECDH ----------------------------------------------------------------------------------------------------------------------------------

function formOf(format) {
  if (!format) return kForms.uncompressed;
  const form = kForms[format];
  if (form === undefined) throw new ERR_CRYPTO_ECDH_INVALID_FORMAT(format);
  return form;
}

function ECDH(curve) {
  if (!new.target) return new ECDH(curve);
  validateString(curve, 'curve');
  this[kHandle] = new EcdhHandle(curve);
}

Object.assign(ECDH.prototype, {
  computeSecret(key, inputEncoding, outputEncoding) {
    const secret = this[kHandle].computeSecret(toBytes(key, 'key', inputEncoding));
    if (secret === undefined) throw new ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY();
    return encode(secret, outputEncoding);
  },
  setPrivateKey: DiffieHellman.prototype.setPrivateKey,
  setPublicKey: DiffieHellman.prototype.setPublicKey,
  getPrivateKey: shared.getPrivateKey,
  generateKeys(encoding, format = 'uncompressed') {
    this[kHandle].generateKeys();
    return this.getPublicKey(encoding, format);
  },
  getPublicKey(encoding, format) { return encode(this[kHandle].getPublicKey(formOf(format)), encoding); },
});

ECDH.convertKey = function convertKey(key, curve, inputEncoding, outputEncoding, format) {
  validateString(curve, 'curve');
  return encode(convertPoint(toBytes(key, 'key', inputEncoding), curve, formOf(format)), outputEncoding);
};

// -- KeyObjects ------------------------------------------------------------------------------------------------------------------------------

const kExchangeTypes = ['dh', 'ec', 'x448', 'x25519'];

function diffieHellman(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { privateKey, publicKey } = options;
  if (!isKeyObject(privateKey)) throw new ERR_INVALID_ARG_VALUE('options.privateKey', privateKey);
  if (!isKeyObject(publicKey)) throw new ERR_INVALID_ARG_VALUE('options.publicKey', publicKey);
  if (privateKey.type !== 'private') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(privateKey.type, 'private');
  if (publicKey.type !== 'public' && publicKey.type !== 'private') {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(publicKey.type, 'private or public');
  }
  const privateType = privateKey.asymmetricKeyType;
  const publicType = publicKey.asymmetricKeyType;
  if (privateType !== publicType || !kExchangeTypes.includes(privateType)) {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY('key types for Diffie-Hellman', `${privateType} and ${publicType}`);
  }
  const job = new DhJob(privateKey[kKeyHandle], publicKey[kKeyHandle]);
  if (callback === undefined) return Buffer.from(runSync(job));
  runAsync(job, callback, Buffer.from);
}

module.exports = {
  DiffieHellman,
  DiffieHellmanGroup,
  ECDH,
  createDiffieHellman: (sizeOrKey, keyEncoding, generator, genEncoding) => new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding),
  createDiffieHellmanGroup: (name) => new DiffieHellmanGroup(name),
  createECDH: (curve) => new ECDH(curve),
  diffieHellman,
  primeOfGroup,
};
module.exports.getDiffieHellman = module.exports.createDiffieHellmanGroup;
