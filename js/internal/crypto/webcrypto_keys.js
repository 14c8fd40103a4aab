'use strict';

// Keys of the Web Cryptography API: making, importing and exporting them.

const { KeyObjectHandle, KeyPairJob, RandomBytesJob } = internalBinding('crypto');
const { FastBuffer } = require('internal/buffer');
const { Buffer } = require('buffer');
const {
  PrivateKeyObject, PublicKeyObject, SecretKeyObject, createPrivateKey, createPublicKey, kAlgorithm, kExtractable, kHandle, kKeyObject, kKeyUsages,
  newCryptoKey, secretHandle,
} = require('internal/crypto/keys');
const { DOMException } = require('internal/domexception');
const { domError } = require('internal/crypto/webidl');

const kCurves = { '__proto__': null, 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };
const kHashBits = { 'SHA-1': 512, 'SHA-256': 512, 'SHA-384': 1024, 'SHA-512': 1024, 'SHA3-256': 1088, 'SHA3-384': 832, 'SHA3-512': 576 };

// What the keys of an algorithm may be used for: [public or secret, private], and the name of its family in messages.
const kUsages = {
  '__proto__': null,
  'RSASSA-PKCS1-v1_5': [['verify'], ['sign'], 'a RSA'],
  'RSA-PSS': [['verify'], ['sign'], 'a RSA'],
  'RSA-OAEP': [['encrypt', 'wrapKey'], ['decrypt', 'unwrapKey'], 'a RSA'],
  'ECDSA': [['verify'], ['sign'], 'an ECDSA'],
  'ECDH': [[], ['deriveKey', 'deriveBits'], 'an ECDH'],
  'Ed25519': [['verify'], ['sign'], 'an Ed25519'],
  'Ed448': [['verify'], ['sign'], 'an Ed448'],
  'X25519': [[], ['deriveKey', 'deriveBits'], 'an X25519'],
  'X448': [[], ['deriveKey', 'deriveBits'], 'an X448'],
  'AES-CTR': [['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'], [], 'an AES'],
  'AES-CBC': [['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'], [], 'an AES'],
  'AES-GCM': [['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'], [], 'an AES'],
  'AES-KW': [['wrapKey', 'unwrapKey'], [], 'an AES'],
  'HMAC': [['sign', 'verify'], [], 'an HMAC'],
  'HKDF': [['deriveKey', 'deriveBits'], [], 'a HKDF'],
  'PBKDF2': [['deriveKey', 'deriveBits'], [], 'a PBKDF2'],
};
const isSecretAlgorithm = (name) => name.startsWith('AES') || name === 'HMAC' || name === 'HKDF' || name === 'PBKDF2';

function checkUsages(name, usages, allowed, text = kUsages[name][2]) {
  if (usages.some((usage) => !allowed.includes(usage))) throw domError(`Unsupported key usage for ${text} key`, 'SyntaxError');
}

// Keys that are imported have other words in Node.
function importedText(name) {
  if (name.startsWith('AES')) return 'an AES';
  if (name === 'HMAC') return 'HMAC';
  return `${name.startsWith('RSA') ? 'an' : 'a'} ${name}`;
}

// A promise for a job: what OpenSSL refuses is an OperationError that tells why.
function runJob(job) {
  return new Promise((resolve, reject) => {
    job.ondone = (error, result) => {
      if (error !== undefined) reject(domError('The operation failed for an operation-specific reason', 'OperationError', error));
      else resolve(result);
    };
    job.start();
  });
}

function invalidKey(cause) {
  return domError('Invalid keyData', 'DataError', cause);
}

// -- Making ----------------------------------------------------------------------------------------------------------------------------------

function exponentOf(bytes) {
  let exponent = 0;
  for (const byte of bytes) exponent = exponent * 256 + byte;
  if (exponent > 2 ** 32 - 1) throw domError('The publicExponent must be equivalent to an unsigned 32-bit value', 'OperationError');
  return exponent;
}

async function generatePair(algorithm, extractable, usages) {
  const { name } = algorithm;
  const { 0: publicUsages, 1: privateUsages } = kUsages[name];
  checkUsages(name, usages, [...publicUsages, ...privateUsages]);
  const handles = [new KeyObjectHandle(), new KeyObjectHandle()];
  let job;
  let described = { name };
  if (algorithm.modulusLength !== undefined) {
    const { modulusLength, publicExponent, hash } = algorithm;
    job = () => new KeyPairJob('rsa', ...handles, modulusLength, exponentOf(publicExponent), undefined, undefined, -1);
    described = { name, modulusLength, publicExponent, hash };
  } else if (algorithm.namedCurve !== undefined) {
    const curve = kCurves[algorithm.namedCurve];
    if (curve === undefined) throw domError('Unrecognized namedCurve', 'NotSupportedError');
    job = () => new KeyPairJob('ec', ...handles, curve, false);
    described = { name, namedCurve: algorithm.namedCurve };
  } else {
    job = () => new KeyPairJob(name.toUpperCase(), ...handles);
  }
  const ofPrivate = usages.filter((usage) => privateUsages.includes(usage));
  if (ofPrivate.length === 0) throw domError('Usages cannot be empty when creating a key.', 'SyntaxError');
  await runJob(job());
  return {
    __proto__: null,
    publicKey: newCryptoKey(new PublicKeyObject(handles[0]), described, usages.filter((usage) => publicUsages.includes(usage)), true),
    privateKey: newCryptoKey(new PrivateKeyObject(handles[1]), described, ofPrivate, extractable),
  };
}

function checkAesLength(length) {
  if (length !== 128 && length !== 192 && length !== 256) throw domError('AES key length must be 128, 192, or 256 bits', 'OperationError');
}

async function generateSecret(algorithm, extractable, usages) {
  const { name } = algorithm;
  let { length } = algorithm;
  if (name === 'HMAC') {
    length ??= kHashBits[algorithm.hash.name];
    if (length === 0) throw domError('Zero-length key is not supported', 'OperationError');
  } else {
    checkAesLength(length);
  }
  checkUsages(name, usages, kUsages[name][0]);
  if (usages.length === 0) throw domError('Usages cannot be empty when creating a key.', 'SyntaxError');
  const bytes = new FastBuffer(Math.ceil(length / 8));
  await runJob(new RandomBytesJob(bytes, 0, bytes.length));
  const described = name === 'HMAC' ? { name, length, hash: algorithm.hash } : { name, length };
  return newCryptoKey(new SecretKeyObject(secretHandle(bytes)), described, usages, extractable);
}

function generateKey(algorithm, extractable, usages) {
  return isSecretAlgorithm(algorithm.name) ? generateSecret(algorithm, extractable, usages) : generatePair(algorithm, extractable, usages);
}

// -- JSON Web Keys ------------------------------------------------------------------------------------------------------------------------------

const kShortHash = { 'SHA-1': '1', 'SHA-256': '256', 'SHA-384': '384', 'SHA-512': '512' };

// The `alg` of a key, undefined for those that have none.
function jwkAlgorithm({ name, hash, length }) {
  const digest = hash && kShortHash[hash.name];
  switch (name) {
    case 'RSASSA-PKCS1-v1_5': return `RS${digest}`;
    case 'RSA-PSS': return `PS${digest}`;
    case 'RSA-OAEP': return digest === '1' ? 'RSA-OAEP' : `RSA-OAEP-${digest}`;
    case 'HMAC': return `HS${digest}`;
    case 'Ed25519':
    case 'Ed448': return name;
    case 'AES-CTR':
    case 'AES-CBC':
    case 'AES-GCM':
    case 'AES-KW': return `A${length}${name.slice(4)}`;
    default: return undefined;
  }
}

const jwkType = (name) => (isSecretAlgorithm(name) ? 'oct' : name.startsWith('RSA') ? 'RSA' : name.startsWith('EC') ? 'EC' : 'OKP');

function checkJwkType(jwk, name) {
  if (typeof jwk !== 'object' || jwk === null || !jwk.kty) throw invalidKey();
  if (jwk.kty !== jwkType(name)) throw domError('Invalid JWK "kty" Parameter', 'DataError');
}

function checkJwk(jwk, algorithm, extractable, usages) {
  const { name } = algorithm;
  checkJwkType(jwk, name);
  if (usages.length > 0 && jwk.use !== undefined) {
    const use = name === 'RSA-OAEP' || name.startsWith('AES') || name === 'ECDH' || name === 'X25519' || name === 'X448' ? 'enc' : 'sig';
    if (jwk.use !== use) throw domError('Invalid JWK "use" Parameter', 'DataError');
  }
  if (jwk.key_ops !== undefined) {
    if (!Array.isArray(jwk.key_ops) || new Set(jwk.key_ops).size !== jwk.key_ops.length) throw domError('Duplicate key operation', 'DataError');
    if (usages.some((usage) => !jwk.key_ops.includes(usage))) throw domError('Key operations and usage mismatch', 'DataError');
  }
  if (jwk.ext === false && extractable) throw domError('JWK "ext" Parameter and extractable mismatch', 'DataError');
  if ((jwk.kty === 'EC' || jwk.kty === 'OKP') && jwk.crv !== (algorithm.namedCurve ?? name)) {
    const isEc = jwk.kty === 'EC';
    throw domError(`JWK "crv" ${isEc ? 'does not match the requested algorithm' : 'Parameter and algorithm name mismatch'}`, 'DataError');
  }
}

// -- Importing ------------------------------------------------------------------------------------------------------------------------------------

function secretBytes(format, data, algorithm, extractable, usages) {
  if (format === 'raw' || format === 'raw-secret') return data;
  if (format !== 'jwk') throw domError(`Unable to import ${algorithm.name} using ${format} format`, 'NotSupportedError');
  checkJwk(data, algorithm, extractable, usages);
  if (typeof data.k !== 'string') throw invalidKey(new Error('Invalid JWK secret key format'));
  return Buffer.from(data.k, 'base64url');
}

function importSecret(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  const isDerivation = name === 'HKDF' || name === 'PBKDF2';
  if (isDerivation && extractable) throw domError(`${name} keys are not extractable`, 'SyntaxError');
  checkUsages(name, usages, kUsages[name][0], importedText(name));
  const bytes = secretBytes(format, data, algorithm, extractable, usages);
  let described = { name };
  if (name === 'HMAC') {
    const bits = bytes.byteLength * 8;
    if (bits === 0) throw domError('Zero-length key is not supported', 'DataError');
    if (algorithm.length !== undefined && algorithm.length !== bits) throw domError('Invalid key length', 'DataError');
    described = { name, length: bits, hash: algorithm.hash };
  } else if (!isDerivation) {
    const length = bytes.byteLength * 8;
    if (length !== 128 && length !== 192 && length !== 256) throw domError('Invalid key length', 'DataError');
    described = { name, length };
  }
  if (format === 'jwk' && data.alg !== undefined && data.alg !== jwkAlgorithm(described)) {
    throw domError('JWK "alg" does not match the requested algorithm', 'DataError');
  }
  if (usages.length === 0) throw domError('Usages cannot be empty when importing a secret key.', 'SyntaxError');
  return newCryptoKey(new SecretKeyObject(secretHandle(bytes)), described, usages, extractable);
}

function parseAsymmetric(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  try {
    switch (format) {
      case 'spki': return createPublicKey({ key: Buffer.from(data), format: 'der', type: 'spki' });
      case 'pkcs8': return createPrivateKey({ key: Buffer.from(data), format: 'der', type: 'pkcs8' });
      case 'jwk': {
        checkJwk(data, algorithm, extractable, usages);
        const isPrivate = data.d !== undefined;
        return isPrivate ? createPrivateKey({ key: data, format: 'jwk' }) : createPublicKey({ key: data, format: 'jwk' });
      }
      case 'raw':
      case 'raw-public': {
        const handle = new KeyObjectHandle();
        if (name.startsWith('RSA')) break;
        const done = algorithm.namedCurve !== undefined ? handle.initEcRaw(kCurves[algorithm.namedCurve], data) :
          handle.initRaw(1, name.toUpperCase(), data);
        if (!done) throw invalidKey();
        return new PublicKeyObject(handle);
      }
      default: break;
    }
  } catch (error) {
    if (error instanceof DOMException) throw error;
    throw invalidKey(error);
  }
  throw domError(`Unable to import ${name} using ${format} format`, 'NotSupportedError');
}

function importAsymmetric(format, data, algorithm, extractable, usages) {
  const { name, namedCurve } = algorithm;
  if (namedCurve !== undefined && kCurves[namedCurve] === undefined) throw domError('Unrecognized namedCurve', 'NotSupportedError');
  if (name.startsWith('RSA') && (format === 'raw' || format === 'raw-public')) {
    throw domError(`Unable to import ${name} using ${format} format`, 'NotSupportedError');
  }
  if (format === 'jwk') checkJwkType(data, name);
  const isPrivate = format === 'pkcs8' || (format === 'jwk' && data?.d !== undefined);
  checkUsages(name, usages, kUsages[name][isPrivate ? 1 : 0], importedText(name));
  const key = parseAsymmetric(format, data, algorithm, extractable, usages);
  const type = key.asymmetricKeyType;
  const fits = name.startsWith('RSA') ? type === 'rsa' || (type === 'rsa-pss' && name === 'RSA-PSS') :
    name.startsWith('EC') ? type === 'ec' : type === name.toLowerCase();
  if (!fits) throw domError('Invalid key type', 'DataError');
  let described = { name };
  if (type === 'ec') {
    if (!key[kHandle].checkEcKeyData()) throw invalidKey();
    if (key.asymmetricKeyDetails.namedCurve !== kCurves[namedCurve]) throw domError('Named curve mismatch', 'DataError');
    described = { name, namedCurve };
  } else if (name.startsWith('RSA')) {
    const { modulusLength, publicExponent } = key.asymmetricKeyDetails;
    let hex = publicExponent.toString(16);
    if (hex.length % 2 !== 0) hex = `0${hex}`;
    described = { name, modulusLength, publicExponent: new Uint8Array(Buffer.from(hex, 'hex')), hash: algorithm.hash };
  }
  if (format === 'jwk' && data.alg !== undefined && name !== 'ECDSA' && name !== 'ECDH') {
    const expected = jwkAlgorithm(described);
    if (expected !== undefined && data.alg !== expected && !(data.alg === 'EdDSA' && name.startsWith('Ed'))) {
      throw domError('JWK "alg" does not match the requested algorithm', 'DataError');
    }
  }
  if (isPrivate && usages.length === 0) throw domError('Usages cannot be empty when importing a private key.', 'SyntaxError');
  return newCryptoKey(key, described, usages, extractable);
}

function importKey(format, data, algorithm, extractable, usages) {
  return isSecretAlgorithm(algorithm.name) ? importSecret(format, data, algorithm, extractable, usages) :
    importAsymmetric(format, data, algorithm, extractable, usages);
}

// -- Exporting --------------------------------------------------------------------------------------------------------------------------------------

const toArrayBuffer = (buffer) => buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);

function exportBytes(format, key) {
  const object = key[kKeyObject];
  const { type } = key;
  const { name } = key[kAlgorithm];
  if (format === 'spki' && type === 'public') return toArrayBuffer(object.export({ format: 'der', type: 'spki' }));
  if (format === 'pkcs8' && type === 'private') return toArrayBuffer(object.export({ format: 'der', type: 'pkcs8' }));
  if ((format === 'raw' || format === 'raw-secret') && type === 'secret') return toArrayBuffer(object.export());
  if ((format === 'raw' || format === 'raw-public') && type === 'public' && !name.startsWith('RSA')) {
    return toArrayBuffer(object[kHandle].exportRaw(false));
  }
  throw domError(`Unable to export ${name} ${type} key using ${format} format`, 'NotSupportedError');
}

function exportKey(format, key) {
  const { name } = key[kAlgorithm];
  if (name === 'HKDF' || name === 'PBKDF2') throw domError(`${name} key export is not supported`, 'NotSupportedError');
  if (!key[kExtractable]) throw domError('key is not extractable', 'InvalidAccessException');
  if (format !== 'jwk') return exportBytes(format, key);
  const jwk = { key_ops: key[kKeyUsages].slice(), ext: key[kExtractable] };
  const alg = jwkAlgorithm(key[kAlgorithm]);
  if (alg !== undefined) jwk.alg = alg;
  return Object.assign(jwk, key[kKeyObject][kHandle].exportJwk());
}

// KeyObject.prototype.toCryptoKey()
function ofKeyObject(keyObject, algorithm, extractable, usages) {
  if (keyObject.type === 'secret') return importSecret('raw', keyObject.export(), algorithm, extractable, usages);
  const isPublic = keyObject.type === 'public';
  const data = keyObject.export({ format: 'der', type: isPublic ? 'spki' : 'pkcs8' });
  return importAsymmetric(isPublic ? 'spki' : 'pkcs8', data, algorithm, extractable, usages);
}

module.exports = { checkAesLength, exportKey, generateKey, importKey, kHashBits, ofKeyObject, runJob };
