'use strict';

// crypto.subtle: the Web Cryptography API over the same native jobs as Node's own functions. Keys are in webcrypto_keys, arguments in webidl.

const { CipherJob, DhJob, HashJob, HkdfJob, Pbkdf2Job, RsaCipherJob, SignJob } = internalBinding('crypto');
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS },
} = require('internal/errors');
const { Buffer } = require('buffer');
const { kEnumerableProperty } = require('internal/util');
const { CryptoKey, createPublicKey, kAlgorithm, kHandle, kKeyObject, kKeyUsages } = require('internal/crypto/keys');
const {
  domError, findName, normalizeAlgorithm, requireArguments, toBytes, toCryptoKey, toDictionary, toFormat, toUsages,
} = require('internal/crypto/webidl');
const { checkAesLength, exportKey, generateKey, importKey, kHashBits, ofKeyObject, runJob } = require('internal/crypto/webcrypto_keys');

const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = internalBinding('constants').crypto;
const kEmpty = new Uint8Array(0);
const kNotForKey = 'The requested operation is not valid for the provided key';

// 'SHA-256' is OpenSSL's sha256, 'SHA3-256' its sha3-256.
const digestName = ({ name }) => (name.startsWith('SHA3') ? name.toLowerCase() : name.replace('-', '').toLowerCase());
const handleOf = (key) => key[kKeyObject][kHandle];

function checkKey(key, algorithm, usage) {
  if (key[kAlgorithm].name !== algorithm.name || !key[kKeyUsages].includes(usage)) throw domError(kNotForKey, 'InvalidAccessError');
}

// -- Signing ---------------------------------------------------------------------------------------------------------------------------------

function signJob(algorithm, key, data, signature) {
  const { name } = algorithm;
  const verb = signature === undefined ? 'sign' : 'verify';
  if (key[kAlgorithm].name !== name || !key[kKeyUsages].includes(verb)) throw domError(`Unable to use this key to ${verb}`, 'InvalidAccessError');
  const job = (digest, padding, salt, p1363) => new SignJob(handleOf(key), data, digest, padding, salt, p1363, signature);
  switch (name) {
    case 'RSASSA-PKCS1-v1_5': return job(digestName(key[kAlgorithm].hash), RSA_PKCS1_PADDING, undefined, false);
    case 'RSA-PSS': return job(digestName(key[kAlgorithm].hash), RSA_PKCS1_PSS_PADDING, algorithm.saltLength, false);
    case 'ECDSA': return job(digestName(algorithm.hash), undefined, undefined, true);
    case 'HMAC': return job(digestName(key[kAlgorithm].hash), undefined, undefined, false);
    default:
      if (algorithm.context?.byteLength > 0) throw domError('Non zero-length context is not yet supported', 'NotSupportedError');
      return job(undefined, undefined, undefined, false);
  }
}

// -- Ciphers -------------------------------------------------------------------------------------------------------------------------------------

const cipherName = (key, mode) => `aes-${key[kAlgorithm].length}-${mode}`;

function checkBytes(bytes, size, name) {
  if (bytes.byteLength !== size) throw domError(`algorithm.${name} must contain exactly ${size} bytes`, 'OperationError');
}

// Only the last `length` bits of the counter count: where they overflow, the data is worked on in two parts.
async function counterMode(key, { counter, length }, data) {
  const run = (iv, part) => runJob(new CipherJob(true, cipherName(key, 'ctr'), handleOf(key), iv, part, -1, kEmpty));
  const blocks = BigInt(Math.ceil(data.byteLength / 16));
  const space = 1n << BigInt(length);
  if (blocks > space) throw domError('The counter would repeat', 'OperationError');
  const value = BigInt(`0x${Buffer.from(counter).toString('hex')}`);
  const left = space - (value & (space - 1n));
  if (blocks <= left) return run(counter, data);
  const wrapped = Buffer.from((value & ~(space - 1n)).toString(16).padStart(32, '0'), 'hex');
  const at = Number(left) * 16;
  const parts = [Buffer.from(await run(counter, data.subarray(0, at))), Buffer.from(await run(wrapped, data.subarray(at)))];
  const whole = new Uint8Array(data.byteLength);
  whole.set(parts[0], 0);
  whole.set(parts[1], at);
  return whole.buffer;
}

const kTagLengths = [32, 64, 96, 104, 112, 120, 128];

// An algorithm whose sizes are checked, before anything is asked of the key.
function cipherAlgorithm(given, operation) {
  const algorithm = normalizeAlgorithm(given, operation);
  const { name, counter, iv, length, tagLength } = algorithm;
  if (name === 'AES-CBC') checkBytes(iv, 16, 'iv');
  if (name === 'AES-CTR') {
    checkBytes(counter, 16, 'counter');
    if (length === 0 || length > 128) throw domError('AES-CTR algorithm.length must be between 1 and 128', 'OperationError');
  }
  if (tagLength !== undefined && !kTagLengths.includes(tagLength)) throw domError(`${tagLength} is not a valid AES-GCM tag length`, 'OperationError');
  return algorithm;
}

async function cipher(encrypts, algorithm, key, data) {
  switch (algorithm.name) {
    case 'RSA-OAEP': {
      if (key.type !== (encrypts ? 'public' : 'private')) throw domError(kNotForKey, 'InvalidAccessError');
      const { label } = algorithm;
      const job = new RsaCipherJob(encrypts ? 0 : 1, handleOf(key), data, RSA_PKCS1_OAEP_PADDING, digestName(key[kAlgorithm].hash), label);
      return runJob(job);
    }
    case 'AES-CTR': return counterMode(key, algorithm, data);
    case 'AES-CBC':
      return runJob(new CipherJob(encrypts, cipherName(key, 'cbc'), handleOf(key), algorithm.iv, data, -1, kEmpty));
    default: {
      const { iv, tagLength = 128, additionalData = kEmpty } = algorithm;
      if (!encrypts && data.byteLength < tagLength / 8) throw domError('The provided data is too small.', 'OperationError');
      return runJob(new CipherJob(encrypts, cipherName(key, 'gcm'), handleOf(key), iv, data, tagLength / 8, additionalData));
    }
  }
}

function wrapBytes(encrypts, key, data) {
  return runJob(new CipherJob(encrypts, `id-aes${key[kAlgorithm].length}-wrap`, handleOf(key), kEmpty, data, -1, kEmpty));
}

// -- Deriving --------------------------------------------------------------------------------------------------------------------------------

async function exchangeBits(algorithm, key, length) {
  const other = algorithm.public;
  if (key.type !== 'private') throw domError('baseKey must be a private key', 'InvalidAccessError');
  if (other.type !== 'public') throw domError('algorithm.public must be a public key', 'InvalidAccessError');
  if (other[kAlgorithm].name !== key[kAlgorithm].name) throw domError('key algorithm mismatch', 'InvalidAccessError');
  if (other[kAlgorithm].namedCurve !== key[kAlgorithm].namedCurve) throw domError('Named curve mismatch', 'InvalidAccessError');
  const bits = await runJob(new DhJob(handleOf(key), handleOf(other)));
  if (length === null) return bits;
  const bytes = Math.ceil(length / 8);
  if (bits.byteLength < bytes) throw domError('derived bit length is too small', 'OperationError');
  const cut = bits.slice(0, bytes);
  if (length % 8 !== 0) new Uint8Array(cut)[bytes - 1] &= 0xff << (8 - length % 8);
  return cut;
}

function deriveFrom(algorithm, key, length) {
  if (algorithm.name !== 'HKDF' && algorithm.name !== 'PBKDF2') return exchangeBits(algorithm, key, length);
  if (length === null) throw domError('length cannot be null', 'OperationError');
  if (length % 8 !== 0) throw domError('length must be a multiple of 8', 'OperationError');
  const digest = digestName(algorithm.hash);
  const secret = key[kKeyObject].export();
  if (algorithm.name === 'PBKDF2') {
    if (length === 0) return new ArrayBuffer(0);
    return runJob(new Pbkdf2Job(secret, algorithm.salt, algorithm.iterations, length / 8, digest));
  }
  if (length === 0) return new ArrayBuffer(0);
  return runJob(new HkdfJob(digest, secret, algorithm.salt, algorithm.info, length / 8));
}

// An algorithm of which another's key is a part fits it.
function deriveAlgorithm(given) {
  const algorithm = normalizeAlgorithm(given, 'deriveBits');
  const { name, iterations, public: other } = algorithm;
  if (iterations === 0) throw domError('iterations cannot be zero', 'OperationError');
  if (other === undefined) return algorithm;
  if (other.type !== 'public') throw domError('algorithm.public must be a public key', 'InvalidAccessError');
  if (other[kAlgorithm].name.toUpperCase() !== name.toUpperCase()) throw domError('key algorithm mismatch', 'InvalidAccessError');
  return algorithm;
}

// How many bits deriveKey() needs for a key; null for all there are.
function keyLength({ name, length, hash }) {
  if (name.startsWith('AES')) {
    checkAesLength(length);
    return length;
  }
  if (name !== 'HMAC') return null;
  if (length === undefined) return kHashBits[hash.name];
  if (length === 0) throw domError('Zero-length key is not supported', 'OperationError');
  return length;
}

// -- The classes ------------------------------------------------------------------------------------------------------------------------------------

const kConstruct = Symbol('kConstruct');

function checkThis(self) {
  if (!(self instanceof SubtleCrypto) || self === SubtleCrypto.prototype) throw new ERR_INVALID_THIS('SubtleCrypto');
}

class SubtleCrypto {
  constructor(token) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async encrypt(algorithm, key, data) {
    checkThis(this);
    requireArguments('encrypt', arguments.length, 3);
    key = toCryptoKey('encrypt', 1, key);
    data = toBytes('encrypt', 2, data);
    algorithm = cipherAlgorithm(algorithm, 'encrypt');
    checkKey(key, algorithm, 'encrypt');
    return cipher(true, algorithm, key, data);
  }

  async decrypt(algorithm, key, data) {
    checkThis(this);
    requireArguments('decrypt', arguments.length, 3);
    key = toCryptoKey('decrypt', 1, key);
    data = toBytes('decrypt', 2, data);
    algorithm = cipherAlgorithm(algorithm, 'decrypt');
    checkKey(key, algorithm, 'decrypt');
    return cipher(false, algorithm, key, data);
  }

  async sign(algorithm, key, data) {
    checkThis(this);
    requireArguments('sign', arguments.length, 3);
    key = toCryptoKey('sign', 1, key);
    data = toBytes('sign', 2, data);
    algorithm = normalizeAlgorithm(algorithm, 'sign');
    return runJob(signJob(algorithm, key, data, undefined));
  }

  async verify(algorithm, key, signature, data) {
    checkThis(this);
    requireArguments('verify', arguments.length, 4);
    key = toCryptoKey('verify', 1, key);
    signature = toBytes('verify', 2, signature);
    data = toBytes('verify', 3, data);
    algorithm = normalizeAlgorithm(algorithm, 'verify');
    return runJob(signJob(algorithm, key, data, signature));
  }

  async digest(algorithm, data) {
    checkThis(this);
    requireArguments('digest', arguments.length, 2);
    data = toBytes('digest', 1, data);
    algorithm = normalizeAlgorithm(algorithm, 'digest');
    return runJob(new HashJob(digestName(algorithm), data));
  }

  async generateKey(algorithm, extractable, keyUsages) {
    checkThis(this);
    requireArguments('generateKey', arguments.length, 3);
    const usages = toUsages('generateKey', 2, keyUsages);
    return generateKey(normalizeAlgorithm(algorithm, 'generateKey'), Boolean(extractable), usages);
  }

  async deriveBits(algorithm, baseKey, length = null) {
    checkThis(this);
    requireArguments('deriveBits', arguments.length, 2);
    baseKey = toCryptoKey('deriveBits', 1, baseKey);
    if (length !== null) length >>>= 0;
    algorithm = deriveAlgorithm(algorithm);
    if (!baseKey[kKeyUsages].includes('deriveBits')) throw domError('baseKey does not have deriveBits usage', 'InvalidAccessError');
    if (baseKey[kAlgorithm].name !== algorithm.name) throw domError('Key algorithm mismatch', 'InvalidAccessError');
    return deriveFrom(algorithm, baseKey, length);
  }

  async deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    checkThis(this);
    requireArguments('deriveKey', arguments.length, 5);
    baseKey = toCryptoKey('deriveKey', 1, baseKey);
    const usages = toUsages('deriveKey', 4, keyUsages);
    algorithm = deriveAlgorithm(algorithm);
    const imported = normalizeAlgorithm(derivedKeyType, 'importKey');
    if (!baseKey[kKeyUsages].includes('deriveKey')) throw domError('baseKey does not have deriveKey usage', 'InvalidAccessError');
    if (baseKey[kAlgorithm].name !== algorithm.name) throw domError('Key algorithm mismatch', 'InvalidAccessError');
    const length = keyLength(normalizeAlgorithm(derivedKeyType, 'get key length'));
    const bits = await deriveFrom(algorithm, baseKey, length);
    return importKey('raw', new Uint8Array(bits), imported, Boolean(extractable), usages);
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    checkThis(this);
    requireArguments('importKey', arguments.length, 4);
    format = toFormat('importKey', 0, format);
    keyData = format === 'jwk' ? toDictionary('importKey', 1, keyData) : toBytes('importKey', 1, keyData);
    const usages = toUsages('importKey', 4, keyUsages);
    return importKey(format, keyData, normalizeAlgorithm(algorithm, 'importKey'), Boolean(extractable), usages);
  }

  async exportKey(format, key) {
    checkThis(this);
    requireArguments('exportKey', arguments.length, 2);
    return exportKey(toFormat('exportKey', 0, format), toCryptoKey('exportKey', 1, key));
  }

  async getPublicKey(key, keyUsages) {
    checkThis(this);
    requireArguments('getPublicKey', arguments.length, 2);
    key = toCryptoKey('getPublicKey', 0, key);
    const usages = toUsages('getPublicKey', 1, keyUsages);
    if (key.type !== 'private') throw domError('key must be a private key', key.type === 'secret' ? 'NotSupportedError' : 'InvalidAccessError');
    return ofKeyObject(createPublicKey(key[kKeyObject]), key[kAlgorithm], true, usages);
  }

  async wrapKey(format, key, wrappingKey, algorithm) {
    checkThis(this);
    requireArguments('wrapKey', arguments.length, 4);
    format = toFormat('wrapKey', 0, format);
    key = toCryptoKey('wrapKey', 1, key);
    wrappingKey = toCryptoKey('wrapKey', 2, wrappingKey);
    const isWrap = findName('wrapKey', algorithm?.name ?? algorithm) !== undefined;
    algorithm = isWrap ? normalizeAlgorithm(algorithm, 'wrapKey') : cipherAlgorithm(algorithm, 'encrypt');
    checkKey(wrappingKey, algorithm, 'wrapKey');
    let data = exportKey(format, key);
    if (format === 'jwk') {
      let text = JSON.stringify(data);
      // AES-KW works on multiples of 8 bytes: blanks are no part of JSON.
      if (isWrap) text = text.slice(0, -1).padEnd(Math.ceil(Buffer.byteLength(text) / 8) * 8 - 1, ' ') + text.slice(-1);
      data = Buffer.from(text);
    }
    data = new Uint8Array(data);
    return isWrap ? wrapBytes(true, wrappingKey, data) : cipher(true, algorithm, wrappingKey, data);
  }

  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgo, unwrappedKeyAlgo, extractable, keyUsages) {
    checkThis(this);
    requireArguments('unwrapKey', arguments.length, 7);
    format = toFormat('unwrapKey', 0, format);
    wrappedKey = toBytes('unwrapKey', 1, wrappedKey);
    unwrappingKey = toCryptoKey('unwrapKey', 2, unwrappingKey);
    const isWrap = findName('unwrapKey', unwrapAlgo?.name ?? unwrapAlgo) !== undefined;
    unwrapAlgo = isWrap ? normalizeAlgorithm(unwrapAlgo, 'unwrapKey') : cipherAlgorithm(unwrapAlgo, 'decrypt');
    const imported = normalizeAlgorithm(unwrappedKeyAlgo, 'importKey');
    const usages = toUsages('unwrapKey', 6, keyUsages);
    checkKey(unwrappingKey, unwrapAlgo, 'unwrapKey');
    const bytes = await (isWrap ? wrapBytes(false, unwrappingKey, wrappedKey) : cipher(false, unwrapAlgo, unwrappingKey, wrappedKey));
    let data = new Uint8Array(bytes);
    if (format === 'jwk') {
      try {
        data = JSON.parse(Buffer.from(bytes).toString('utf8'));
      } catch (error) {
        throw domError('Invalid wrapped JWK key', 'DataError', error);
      }
    }
    return importKey(format, data, imported, Boolean(extractable), usages);
  }
}

class Crypto {
  #subtle;

  constructor(token) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#subtle = new SubtleCrypto(kConstruct);
  }

  get subtle() {
    if (!(#subtle in this)) throw new ERR_INVALID_THIS('Crypto');
    return this.#subtle;
  }

  getRandomValues(array) {
    if (typeof this !== 'object' || this === null || !(#subtle in this)) throw new ERR_INVALID_THIS('Crypto');
    return require('internal/crypto/random').getRandomValues(array);
  }

  randomUUID(options) {
    if (typeof this !== 'object' || this === null || !(#subtle in this)) throw new ERR_INVALID_THIS('Crypto');
    return require('internal/crypto/random').randomUUID(options);
  }
}

Object.defineProperties(Crypto.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'Crypto' },
  subtle: kEnumerableProperty,
  getRandomValues: kEnumerableProperty,
  randomUUID: kEnumerableProperty,
});
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'SubtleCrypto' });
for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
  if (name !== 'constructor') Object.defineProperty(SubtleCrypto.prototype, name, { enumerable: true });
}

function ofKey(keyObject, algorithm, extractable, keyUsages) {
  return ofKeyObject(keyObject, normalizeAlgorithm(algorithm, 'importKey'), Boolean(extractable), toUsages('importKey', 4, keyUsages));
}

module.exports = { Crypto, CryptoKey, SubtleCrypto, crypto: new Crypto(kConstruct), toCryptoKey: ofKey };
