'use strict';

// KeyObject and its classes; keys out of PEM, DER and JWK. Every other part of crypto takes its keys through prepareAsymmetricKey() and
// prepareSecretKey(), which give native handles.

const { KeyObjectHandle } = internalBinding('crypto');
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_JWK, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateObject, validateOneOf, validateString } = require('internal/validators');
const { Buffer } = require('buffer');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { toBytes } = require('internal/crypto/util');

// The numbers of runtime/bindings/crypto_key.h.
const kKinds = { secret: 0, public: 1, private: 2 };
const kDer = 0;
const kPem = 1;
const kJwk = 2;
const kPkcs1 = 0;
const kPkcs8 = 1;
const kSpki = 2;
const kSec1 = 3;
const kNoEncoding = 4;
const kEncodingNames = ['pkcs1', 'pkcs8', 'spki', 'sec1'];

// What a key is wanted for.
const kConsumePublic = 0;
const kConsumePrivate = 1;
const kCreatePublic = 2;
const kCreatePrivate = 3;

const kHandle = Symbol('kHandle');
const kKeyType = Symbol('kKeyType');
const kAsymmetricKeyType = Symbol('kAsymmetricKeyType');
const kAsymmetricKeyDetails = Symbol('kAsymmetricKeyDetails');
const kKeyObject = Symbol('kKeyObject');  // Of a CryptoKey.

const kByteTypes = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

const hidden = (value) => ({ __proto__: null, value, enumerable: false, configurable: false, writable: false });

// -- Options -------------------------------------------------------------------------------------------------------------------------------

const optionName = (name, objectName = 'options') => `${objectName}.${name}`;

function parseFormat(format, fallback, name) {
  if (format === undefined && fallback !== undefined) return fallback;
  if (format === 'pem') return kPem;
  if (format === 'der') return kDer;
  if (format === 'jwk') return kJwk;
  throw new ERR_INVALID_ARG_VALUE(name, format);
}

function parseType(type, isRequired, keyType, isPublic, name) {
  if (type === undefined && !isRequired) return kNoEncoding;
  if (type === 'pkcs1') {
    if (keyType !== undefined && keyType !== 'rsa') throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for RSA keys');
    return kPkcs1;
  }
  if (type === 'spki' && isPublic !== false) return kSpki;
  if (type === 'pkcs8' && isPublic !== true) return kPkcs8;
  if (type === 'sec1' && isPublic !== true) {
    if (keyType !== undefined && keyType !== 'ec') throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for EC keys');
    return kSec1;
  }
  throw new ERR_INVALID_ARG_VALUE(name, type);
}

const isStringOrBytes = (value) => typeof value === 'string' || isArrayBufferView(value) || isAnyArrayBuffer(value);

// `keyType` is undefined for input. `isPublic` may be undefined for "either".
function parseKeyEncoding(encoding, keyType, isPublic, objectName) {
  validateObject(encoding, 'options');
  const isInput = keyType === undefined;
  const format = parseFormat(encoding.format, isInput ? kPem : undefined, optionName('format', objectName));
  const type = parseType(encoding.type, (!isInput || format === kDer) && format !== kJwk, keyType, isPublic, optionName('type', objectName));
  if (isPublic === true) return { format, type, cipher: undefined, passphrase: undefined };
  const { cipher } = encoding;
  let { passphrase } = encoding;
  if (!isInput) {
    if (cipher != null) {
      if (typeof cipher !== 'string') throw new ERR_INVALID_ARG_VALUE(optionName('cipher', objectName), cipher);
      if (format === kDer && (type === kPkcs1 || type === kSec1)) {
        throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(kEncodingNames[type], 'does not support encryption');
      }
    } else if (passphrase !== undefined) {
      throw new ERR_INVALID_ARG_VALUE(optionName('cipher', objectName), cipher);
    }
  }
  const isWanted = isInput ? passphrase !== undefined : cipher != null;
  if (isWanted && !isStringOrBytes(passphrase)) throw new ERR_INVALID_ARG_VALUE(optionName('passphrase', objectName), passphrase);
  if (passphrase !== undefined) passphrase = toBytes(passphrase, 'key.passphrase', encoding.encoding);
  return { format, type, cipher: cipher ?? undefined, passphrase };
}

const parsePublicKeyEncoding = (encoding, keyType, objectName) => parseKeyEncoding(encoding, keyType, keyType ? true : undefined, objectName);
const parsePrivateKeyEncoding = (encoding, keyType, objectName) => parseKeyEncoding(encoding, keyType, false, objectName);

function exportHandle(handle, { format, type, cipher, passphrase }) {
  return format === kJwk ? handle.exportJwk() : handle.export(format, type, cipher, passphrase);
}

// -- Classes -------------------------------------------------------------------------------------------------------------------------------

class KeyObject {
  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw new ERR_INVALID_ARG_VALUE('type', type);
    if (typeof handle !== 'object' || !(handle instanceof KeyObjectHandle)) throw new ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    this[kKeyType] = type;
    Object.defineProperty(this, kHandle, hidden(handle));
    markTransferMode(this, true, false);
  }

  get type() {
    return this[kKeyType];
  }

  static from(key) {
    if (!isCryptoKey(key)) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return key[kKeyObject];
  }

  equals(otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject);
    return otherKeyObject.type === this.type && this[kHandle].equals(otherKeyObject[kHandle]);
  }
}
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'KeyObject' });

class SecretKeyObject extends KeyObject {
  constructor(handle) {
    super('secret', handle);
  }

  get symmetricKeySize() {
    return this[kHandle].getSymmetricKeySize();
  }

  toCryptoKey(algorithm, extractable, keyUsages) {
    return require('internal/crypto/webcrypto').toCryptoKey(this, algorithm, extractable, keyUsages);
  }

  export(options) {
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return this[kHandle].exportJwk();
    }
    return this[kHandle].getSecret();
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType() {
    return this[kAsymmetricKeyType] ??= this[kHandle].getAsymmetricKeyType();
  }

  get asymmetricKeyDetails() {
    if (this[kAsymmetricKeyDetails] === undefined) Object.defineProperty(this, kAsymmetricKeyDetails, hidden(this[kHandle].keyDetail()));
    return { ...this[kAsymmetricKeyDetails] };
  }

  toCryptoKey(algorithm, extractable, keyUsages) {
    return require('internal/crypto/webcrypto').toCryptoKey(this, algorithm, extractable, keyUsages);
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('public', handle);
  }

  export(options) {
    validateObject(options, 'options');
    if (options.format === 'jwk') return this[kHandle].exportJwk();
    return exportHandle(this[kHandle], parsePublicKeyEncoding(options, this.asymmetricKeyType));
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('private', handle);
  }

  export(options) {
    validateObject(options, 'options');
    if (options.format === 'jwk') {
      if (options.passphrase !== undefined) throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('jwk', 'does not support encryption');
      return this[kHandle].exportJwk();
    }
    return exportHandle(this[kHandle], parsePrivateKeyEncoding(options, this.asymmetricKeyType));
  }
}

const isKeyObject = (value) => value instanceof KeyObject && value[kKeyType] !== undefined && value[kHandle] !== undefined;

// -- CryptoKey -----------------------------------------------------------------------------------------------------------------------------

const kAlgorithm = Symbol('kAlgorithm');
const kExtractable = Symbol('kExtractable');
const kKeyUsages = Symbol('kKeyUsages');

class CryptoKey {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get type() { return checkedCryptoKey(this)[kKeyObject].type; }
  get extractable() { return checkedCryptoKey(this)[kExtractable]; }
  get algorithm() { return checkedCryptoKey(this)[kAlgorithm]; }
  get usages() { return checkedCryptoKey(this)[kKeyUsages]; }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const { type, extractable, algorithm, usages } = this;
    return `CryptoKey ${inspect({ type, extractable, algorithm, usages }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}
for (const name of ['type', 'extractable', 'algorithm', 'usages']) Object.defineProperty(CryptoKey.prototype, name, { enumerable: true });
Object.defineProperty(CryptoKey.prototype, Symbol.for('nodejs.util.inspect.custom'), { enumerable: false });
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'CryptoKey' });

function isCryptoKey(value) {
  return typeof value === 'object' && value !== null && value[kKeyObject] !== undefined;
}

function checkedCryptoKey(value) {
  if (isCryptoKey(value)) return value;
  const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
  throw new ERR_INVALID_THIS('CryptoKey');
}

function defineParts(key, keyObject, algorithm, usages, extractable) {
  Object.defineProperties(key, {
    [kKeyObject]: hidden(keyObject),
    [kAlgorithm]: hidden(algorithm),
    [kExtractable]: hidden(extractable),
    [kKeyUsages]: hidden(usages),
  });
  markTransferMode(key, true, false);
  return key;
}

function newCryptoKey(keyObject, algorithm, usages, extractable) {
  return defineParts(Object.create(CryptoKey.prototype), keyObject, algorithm, usages, extractable);
}

// -- Structured clone ----------------------------------------------------------------------------------------------------------------------

Object.defineProperty(KeyObject.prototype, kClone, hidden(function() {
  return { data: { type: this[kKeyType], handle: this[kHandle] }, deserializeInfo: 'internal/crypto/keys:ClonedKeyObject' };
}));
Object.defineProperty(CryptoKey.prototype, kClone, hidden(function() {
  const { [kKeyObject]: keyObject, [kAlgorithm]: algorithm, [kKeyUsages]: usages, [kExtractable]: extractable } = this;
  return { data: { keyObject, algorithm, usages, extractable }, deserializeInfo: 'internal/crypto/keys:ClonedCryptoKey' };
}));

// What arrives takes its real prototype once its parts are there.
class ClonedKeyObject {
  [kDeserialize]({ type, handle }) {
    const Class = { secret: SecretKeyObject, public: PublicKeyObject, private: PrivateKeyObject }[type];
    Object.setPrototypeOf(this, Class.prototype);
    this[kKeyType] = type;
    Object.defineProperty(this, kHandle, hidden(handle));
    markTransferMode(this, true, false);
  }
}

class ClonedCryptoKey {
  [kDeserialize]({ keyObject, algorithm, usages, extractable }) {
    Object.setPrototypeOf(this, CryptoKey.prototype);
    defineParts(this, keyObject, algorithm, usages, extractable);
  }
}

// -- Keys from what users have -----------------------------------------------------------------------------------------------------------------

const keyTypes = (withObjects) => [...kByteTypes, 'string', ...(withObjects ? ['KeyObject', 'CryptoKey'] : [])];

function handleOfObject(key, wanted) {
  if (wanted === kCreatePrivate) throw new ERR_INVALID_ARG_TYPE('key', ['string', ...kByteTypes], key);
  if (key.type !== 'private') {
    if (wanted === kConsumePrivate || wanted === kCreatePublic) throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private');
    if (key.type !== 'public') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private or public');
  }
  return key[kHandle];
}

function handleOfJwk(jwk, wanted) {
  validateObject(jwk, 'key');
  validateOneOf(jwk.kty, 'key.kty', ['RSA', 'EC', 'OKP', 'AKP']);
  const onlyPublic = wanted === kConsumePublic || wanted === kCreatePublic;
  const required = [];
  if (jwk.kty === 'OKP') {
    validateString(jwk.crv, 'key.crv');
    validateOneOf(jwk.crv, 'key.crv', ['Ed25519', 'Ed448', 'X25519', 'X448']);
    required.push('x', ...(onlyPublic ? [] : ['d']));
  } else if (jwk.kty === 'EC') {
    validateString(jwk.crv, 'key.crv');
    validateOneOf(jwk.crv, 'key.crv', ['P-256', 'secp256k1', 'P-384', 'P-521']);
    required.push('x', 'y', ...(onlyPublic ? [] : ['d']));
  } else if (jwk.kty === 'RSA') {
    required.push('n', 'e', ...(onlyPublic ? [] : ['d', 'p', 'q', 'dp', 'dq', 'qi']));
  } else {
    throw new ERR_CRYPTO_INVALID_JWK();
  }
  const copy = { kty: jwk.kty, crv: jwk.crv };
  for (const name of required) {
    validateString(jwk[name], `key.${name}`);
    copy[name] = jwk[name];
  }
  const handle = new KeyObjectHandle();
  handle.initJwk(copy, onlyPublic);
  return handle;
}

function parseHandle(data, { format, type, passphrase }, wanted) {
  const handle = new KeyObjectHandle();
  const isPrivate = wanted === kConsumePrivate || wanted === kCreatePrivate;
  handle.initParse(isPrivate ? kKinds.private : kKinds.public, data, format, type, passphrase);
  return handle;
}

function prepareAsymmetricKey(key, wanted) {
  if (isKeyObject(key)) return handleOfObject(key, wanted);
  if (isCryptoKey(key)) return handleOfObject(key[kKeyObject], wanted);
  if (isStringOrBytes(key)) return parseHandle(toBytes(key, 'key'), { format: kPem, type: kNoEncoding, passphrase: undefined }, wanted);
  if (typeof key === 'object' && key !== null) {
    const { key: data, encoding, format } = key;
    if (isKeyObject(data)) return handleOfObject(data, wanted);
    if (isCryptoKey(data)) return handleOfObject(data[kKeyObject], wanted);
    if (format === 'jwk') {
      validateObject(data, 'key.key');
      return handleOfJwk(data, wanted);
    }
    if (!isStringOrBytes(data)) throw new ERR_INVALID_ARG_TYPE('key.key', keyTypes(wanted !== kCreatePrivate), data);
    const isPublic = wanted === kConsumePrivate || wanted === kCreatePrivate ? false : undefined;
    return parseHandle(toBytes(data, 'key', encoding), parseKeyEncoding(key, undefined, isPublic), wanted);
  }
  throw new ERR_INVALID_ARG_TYPE('key', keyTypes(wanted !== kCreatePrivate), key);
}

const preparePrivateKey = (key) => prepareAsymmetricKey(key, kConsumePrivate);
const preparePublicOrPrivateKey = (key) => prepareAsymmetricKey(key, kConsumePublic);

// A handle or bytes.
function prepareSecretKey(key, encoding, bytesOnly = false) {
  if (!bytesOnly) {
    if (isCryptoKey(key)) key = key[kKeyObject];
    if (isKeyObject(key)) {
      if (key.type !== 'secret') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret');
      return key[kHandle];
    }
  }
  if (!isStringOrBytes(key) || (bytesOnly && typeof key === 'string' && encoding === null)) {
    throw new ERR_INVALID_ARG_TYPE('key', [...kByteTypes, ...(bytesOnly ? [] : ['string', 'KeyObject', 'CryptoKey'])], key);
  }
  return toBytes(key, 'key', encoding);
}

function secretHandle(bytes) {
  const handle = new KeyObjectHandle();
  handle.initSecret(bytes);
  return handle;
}

// The bytes of a secret KeyObject or CryptoKey, for who works on bytes.
function secretBytesOf(key, expected) {
  if (isCryptoKey(key)) key = key[kKeyObject];
  if (!isKeyObject(key)) throw new ERR_INVALID_ARG_TYPE('key', expected, key);
  if (key.type !== 'secret') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret');
  return key[kHandle].getSecret();
}

function createSecretKey(key, encoding) {
  return new SecretKeyObject(secretHandle(prepareSecretKey(key, encoding, true)));
}

function createPublicKey(key) {
  let handle = prepareAsymmetricKey(key, kCreatePublic);
  if (isKeyObject(key) || isKeyObject(key?.key) || isCryptoKey(key) || isCryptoKey(key?.key)) {
    const from = handle;
    handle = new KeyObjectHandle();
    handle.initPublicOf(from);
  }
  return new PublicKeyObject(handle);
}

function createPrivateKey(key) {
  return new PrivateKeyObject(prepareAsymmetricKey(key, kCreatePrivate));
}

module.exports = {
  AsymmetricKeyObject,
  ClonedCryptoKey,
  ClonedKeyObject,
  CryptoKey,
  KeyObject,
  KeyObjectHandle,
  PrivateKeyObject,
  PublicKeyObject,
  SecretKeyObject,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  exportHandle,
  isCryptoKey,
  isKeyObject,
  kAlgorithm,
  kExtractable,
  kHandle,
  kKeyObject,
  kKeyUsages,
  newCryptoKey,
  parsePrivateKeyEncoding,
  parsePublicKeyEncoding,
  preparePrivateKey,
  preparePublicOrPrivateKey,
  prepareSecretKey,
  secretBytesOf,
  secretHandle,
};
