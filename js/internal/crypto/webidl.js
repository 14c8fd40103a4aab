'use strict';

// Arguments of the Web Cryptography API: conversions and algorithms' dictionaries, with the messages that Node gives.

const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { DOMException } = require('internal/domexception');

function typeError(code, message) {
  const error = new TypeError(message);
  error.code = code;
  return error;
}

function domError(message, name, cause) {
  return new DOMException(message, cause === undefined ? name : { name, cause });
}

const kOrdinals = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th'];

// What is wrong with one argument of a method: `at` is its place, `method` the method's name.
function argumentError(method, at, code, text) {
  return typeError(code, `Failed to execute '${method}' on 'SubtleCrypto': ${kOrdinals[at]} argument${text}`);
}

function requireArguments(method, given, required) {
  if (given >= required) return;
  throw typeError('ERR_MISSING_ARGS', `Failed to execute '${method}' on 'SubtleCrypto': ${required} argument${required === 1 ? '' : 's'} ` +
    `required, but only ${given} present.`);
}

// The bytes of a BufferSource, copied: what happens to it later does not matter.
function toBytes(method, at, value) {
  if (isArrayBufferView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  if (isAnyArrayBuffer(value)) return new Uint8Array(value).slice();
  throw argumentError(method, at, 'ERR_INVALID_ARG_TYPE', ' is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.');
}

function toDictionary(method, at, value) {
  if (value == null || typeof value === 'object' || typeof value === 'function') return value;
  throw argumentError(method, at, 'ERR_INVALID_ARG_TYPE', ' can not be converted to a dictionary');
}

const kFormats = ['raw', 'pkcs8', 'spki', 'jwk', 'raw-secret', 'raw-public', 'raw-seed'];
function toFormat(method, at, value) {
  const format = `${value}`;
  if (kFormats.includes(format)) return format;
  throw argumentError(method, at, 'ERR_INVALID_ARG_VALUE', ` value '${format}' is not a valid enum value of type KeyFormat.`);
}

const kUsages = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];
function toUsages(method, at, value) {
  if (value === null || typeof value !== 'object' || typeof value[Symbol.iterator] !== 'function') {
    throw argumentError(method, at, 'ERR_INVALID_ARG_TYPE', ' can not be converted to sequence.');
  }
  const usages = [];
  let index = 0;
  for (const entry of value) {
    const usage = `${entry}`;
    if (!kUsages.includes(usage)) {
      throw argumentError(method, at, 'ERR_INVALID_ARG_VALUE', `[${index}] value '${usage}' is not a valid enum value of type KeyUsage.`);
    }
    if (!usages.includes(usage)) usages.push(usage);
    index++;
  }
  return usages;
}

function toCryptoKey(method, at, value) {
  const { CryptoKey, isCryptoKey } = require('internal/crypto/keys');
  if (value instanceof CryptoKey && isCryptoKey(value)) return value;
  throw argumentError(method, at, 'ERR_INVALID_ARG_TYPE', ' is not of type CryptoKey.');
}

// -- Algorithms ------------------------------------------------------------------------------------------------------------------------------

const kMaxNumber = 2 ** 32 - 1;

// How a member of a dictionary is read.
const read = {
  hash(value, name, type) {
    const hash = typeof value === 'object' && value !== null ? value.name : value;
    if (!`${hash}`.toLowerCase().startsWith('sha')) throw domError(`Only SHA hashes are supported in ${type}`, 'NotSupportedError');
    return { name: normalizeName('digest', hash) };
  },
  bytes(value, name, type) {
    if (isArrayBufferView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
    if (isAnyArrayBuffer(value)) return new Uint8Array(value).slice();
    throw typeError('ERR_INVALID_ARG_TYPE', `Failed to normalize algorithm: '${name}' of '${type}' (passed algorithm) is not instance of ` +
      'ArrayBuffer, Buffer, TypedArray, or DataView.');
  },
  number(value, name, type) {
    const number = Math.trunc(+value);
    if (number >= 0 && number <= kMaxNumber) return number;
    const isFinite = Number.isFinite(number);
    throw typeError(isFinite ? 'ERR_OUT_OF_RANGE' : 'ERR_INVALID_ARG_TYPE', `Failed to normalize algorithm: '${name}' of '${type}' ` +
      `(passed algorithm) is ${isFinite ? `outside the expected range of 0 to ${kMaxNumber}` : 'not a finite number'}.`);
  },
  text: (value) => `${value}`,
  key(value, name, type) {
    const { CryptoKey, isCryptoKey } = require('internal/crypto/keys');
    if (value instanceof CryptoKey && isCryptoKey(value)) return value;
    throw memberError(type, `'${name}' is not of type CryptoKey`, 'ERR_INVALID_ARG_TYPE');
  },
};

function memberError(type, text, code) {
  return typeError(code, `Failed to normalize algorithm: passed algorithm can not be converted to '${type}' because ${text}.`);
}

// [dictionary, { member: how }], in the order in which they are read: a member whose name ends in ? may be absent.
const kNone = ['Algorithm', {}];
const kEcKey = ['EcKeyImportParams', { namedCurve: read.text }];
const kEcGen = ['EcKeyGenParams', kEcKey[1]];
const kHashed = ['RsaHashedImportParams', { hash: read.hash }];
const kRsaGen = ['RsaHashedKeyGenParams', { hash: read.hash, modulusLength: read.number, publicExponent: read.bytes }];
const kAesGen = ['AesKeyGenParams', { length: read.number }];
const kAesDerived = ['AesDerivedKeyParams', { length: read.number }];
const kHmacGen = ['HmacKeyGenParams', { 'hash': read.hash, 'length?': read.number }];
const kOaep = ['RsaOaepParams', { 'label?': read.bytes }];
const kCtr = ['AesCtrParams', { counter: read.bytes, length: read.number }];
const kCbc = ['AesCbcParams', { iv: read.bytes }];
const kGcm = ['AeadParams', { 'additionalData?': read.bytes, 'iv': read.bytes, 'tagLength?': read.number }];
const kEcdsa = ['EcdsaParams', { hash: read.hash }];
const kPss = ['RsaPssParams', { saltLength: read.number }];
const kContext = ['ContextParams', { 'context?': read.bytes }];
const kDerive = ['EcdhKeyDeriveParams', { public: read.key }];
const kHkdf = ['HkdfParams', { hash: read.hash, info: read.bytes, salt: read.bytes }];
const kPbkdf2 = ['Pbkdf2Params', { hash: read.hash, iterations: read.number, salt: read.bytes }];

const kRsaSign = { 'RSASSA-PKCS1-v1_5': kNone, 'RSA-PSS': kPss };
const kAesEncrypt = { 'AES-CTR': kCtr, 'AES-CBC': kCbc, 'AES-GCM': kGcm };
const kOctets = { Ed25519: kNone, Ed448: kNone, X25519: kNone, X448: kNone };
const each = (names, what) => Object.fromEntries(names.map((name) => [name, what]));
const kRsaNames = ['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'RSA-OAEP'];
const kAesNames = ['AES-CTR', 'AES-CBC', 'AES-GCM', 'AES-KW'];
const kSign = { ...kRsaSign, ECDSA: kEcdsa, Ed25519: kNone, Ed448: kContext, HMAC: kNone };

// What each operation knows.
const kOperations = {
  'digest': each(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', 'SHA3-256', 'SHA3-384', 'SHA3-512'], kNone),
  'generateKey': { ...each(kRsaNames, kRsaGen), ...each(kAesNames, kAesGen), ...kOctets, ECDSA: kEcGen, ECDH: kEcGen, HMAC: kHmacGen },
  'importKey': {
    ...each(kRsaNames, kHashed), ...each(kAesNames, kNone), ...kOctets, ECDSA: kEcKey, ECDH: kEcKey, HMAC: ['HmacImportParams', kHmacGen[1]],
    HKDF: kNone, PBKDF2: kNone,
  },
  'exportKey': {
    ...each(kRsaNames, kNone), ...each(kAesNames, kNone), ...kOctets, ECDSA: kNone, ECDH: kNone, HMAC: kNone,
  },
  'sign': kSign,
  'verify': kSign,
  'encrypt': { 'RSA-OAEP': kOaep, ...kAesEncrypt },
  'decrypt': { 'RSA-OAEP': kOaep, ...kAesEncrypt },
  'wrapKey': { 'AES-KW': kNone },
  'unwrapKey': { 'AES-KW': kNone },
  'deriveBits': { HKDF: kHkdf, PBKDF2: kPbkdf2, ECDH: kDerive, X25519: kDerive, X448: kDerive },
  'get key length': { ...each(kAesNames, kAesDerived), HMAC: ['HmacImportParams', kHmacGen[1]], HKDF: kNone, PBKDF2: kNone },
};

function findName(operation, name) {
  const wanted = `${name}`.toLowerCase();
  return Object.keys(kOperations[operation]).find((known) => known.toLowerCase() === wanted);
}

function normalizeName(operation, name) {
  const known = findName(operation, name);
  if (known === undefined) throw domError('Unrecognized algorithm name', 'NotSupportedError');
  return known;
}

// A name or a dictionary as a dictionary of the operation's.
function normalizeAlgorithm(algorithm, operation) {
  if (typeof algorithm !== 'object' || algorithm === null) algorithm = { name: `${algorithm}` };
  if (algorithm.name === undefined) {
    throw typeError('ERR_MISSING_OPTION', "Failed to normalize algorithm: passed algorithm can not be converted to 'Algorithm' because 'name' is " +
      "required in 'Algorithm'.");
  }
  const name = normalizeName(operation, algorithm.name);
  const { 0: type, 1: members } = kOperations[operation][name];
  const normalized = { name };
  for (const entry of Object.keys(members)) {
    const isOptional = entry.endsWith('?');
    const member = isOptional ? entry.slice(0, -1) : entry;
    const value = algorithm[member];
    if (value !== undefined) normalized[member] = members[entry](value, member, type);
    else if (!isOptional) throw memberError(type, `'${member}' is required in '${type}'`, 'ERR_MISSING_OPTION');
  }
  return normalized;
}

module.exports = { domError, findName, normalizeAlgorithm, requireArguments, toBytes, toCryptoKey, toDictionary, toFormat, toUsages };
