'use strict';

// generateKeyPair() and generateKey().

const { KeyObjectHandle, KeyPairJob, RandomBytesJob } = internalBinding('crypto');
const {
  codes: { ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_ARG_VALUE, ERR_MISSING_OPTION },
} = require('internal/errors');
const {
  validateBuffer, validateFunction, validateInt32, validateInteger, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');
const { FastBuffer } = require('internal/buffer');
const { kCustomPromisifyArgs: customPromisifyArgs } = require('internal/util/promisify');
const {
  PrivateKeyObject, PublicKeyObject, SecretKeyObject, exportHandle, parsePrivateKeyEncoding, parsePublicKeyEncoding, secretHandle,
} = require('internal/crypto/keys');
const { runAsync, runSync } = require('internal/crypto/util');

// The arguments of a KeyPairJob for each type, from the options.
const kTypes = {
  '__proto__': null,
  'rsa'(options) {
    const { modulusLength, publicExponent = 0x10001 } = rsaOptions(options);
    return [modulusLength, publicExponent, undefined, undefined, -1];
  },
  'rsa-pss'(options) {
    const { modulusLength, publicExponent = 0x10001 } = rsaOptions(options);
    const { saltLength } = options;
    let { hashAlgorithm, mgf1HashAlgorithm } = options;
    const { hash, mgf1Hash } = options;
    if (saltLength !== undefined) validateInt32(saltLength, 'options.saltLength', 0);
    if (hashAlgorithm !== undefined) validateString(hashAlgorithm, 'options.hashAlgorithm');
    if (mgf1HashAlgorithm !== undefined) validateString(mgf1HashAlgorithm, 'options.mgf1HashAlgorithm');
    if (hash !== undefined) {
      validateString(hash, 'options.hash');
      if (hashAlgorithm && hash !== hashAlgorithm) throw new ERR_INVALID_ARG_VALUE('options.hash', hash);
      hashAlgorithm ??= hash;
    }
    if (mgf1Hash !== undefined) {
      validateString(mgf1Hash, 'options.mgf1Hash');
      if (mgf1HashAlgorithm && mgf1Hash !== mgf1HashAlgorithm) throw new ERR_INVALID_ARG_VALUE('options.mgf1Hash', mgf1Hash);
      mgf1HashAlgorithm ??= mgf1Hash;
    }
    return [modulusLength, publicExponent, hashAlgorithm, mgf1HashAlgorithm ?? hashAlgorithm, saltLength ?? -1];
  },
  'dsa'(options) {
    validateObject(options, 'options');
    const { modulusLength, divisorLength } = options;
    validateUint32(modulusLength, 'options.modulusLength');
    if (divisorLength != null) validateInt32(divisorLength, 'options.divisorLength', 0);
    return [modulusLength, divisorLength ?? -1];
  },
  'ec'(options) {
    validateObject(options, 'options');
    const { namedCurve, paramEncoding } = options;
    validateString(namedCurve, 'options.namedCurve');
    if (paramEncoding != null && paramEncoding !== 'named' && paramEncoding !== 'explicit') {
      throw new ERR_INVALID_ARG_VALUE('options.paramEncoding', paramEncoding);
    }
    return [namedCurve, paramEncoding === 'explicit'];
  },
  'ed25519': () => [],
  'ed448': () => [],
  'x25519': () => [],
  'x448': () => [],
  'dh'(options) {
    validateObject(options, 'options');
    const { group, primeLength, prime, generator } = options;
    if (group != null) {
      if (prime != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', 'prime');
      if (primeLength != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', 'primeLength');
      if (generator != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', 'generator');
      validateString(group, 'options.group');
      return [undefined, require('internal/crypto/diffiehellman').primeOfGroup(group), 0, 2];
    }
    if (prime != null) {
      if (primeLength != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('prime', 'primeLength');
      validateBuffer(prime, 'options.prime');
    } else if (primeLength != null) {
      validateInt32(primeLength, 'options.primeLength', 0);
    } else {
      throw new ERR_MISSING_OPTION('At least one of the group, prime, or primeLength options');
    }
    if (generator != null) validateInt32(generator, 'options.generator', 0);
    return [undefined, prime ?? undefined, primeLength ?? 0, generator ?? 2];
  },
};
const kNativeNames = { ed25519: 'ED25519', ed448: 'ED448', x25519: 'X25519', x448: 'X448' };

function rsaOptions(options) {
  validateObject(options, 'options');
  const { modulusLength, publicExponent } = options;
  validateUint32(modulusLength, 'options.modulusLength');
  if (publicExponent != null) validateUint32(publicExponent, 'options.publicExponent');
  return { modulusLength, publicExponent: publicExponent ?? undefined };
}

// What the options say of the form of a key: undefined for a KeyObject.
function encodingOf(options, name, keyType, parse) {
  const encoding = options?.[name];
  if (encoding == null) return undefined;
  if (typeof encoding !== 'object') throw new ERR_INVALID_ARG_VALUE(`options.${name}`, encoding);
  return parse(encoding, keyType, `options.${name}`);
}

function createJob(type, options) {
  validateString(type, 'type');
  const publicEncoding = encodingOf(options, 'publicKeyEncoding', type, parsePublicKeyEncoding);
  const privateEncoding = encodingOf(options, 'privateKeyEncoding', type, parsePrivateKeyEncoding);
  const argumentsOf = kTypes[type];
  if (argumentsOf === undefined) throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  const publicHandle = new KeyObjectHandle();
  const privateHandle = new KeyObjectHandle();
  const job = new KeyPairJob(kNativeNames[type] ?? type, publicHandle, privateHandle, ...argumentsOf(options));
  return {
    job,
    keys: () => ({
      publicKey: publicEncoding === undefined ? new PublicKeyObject(publicHandle) : exportHandle(publicHandle, publicEncoding),
      privateKey: privateEncoding === undefined ? new PrivateKeyObject(privateHandle) : exportHandle(privateHandle, privateEncoding),
    }),
  };
}

function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const { job, keys } = createJob(type, options);
  job.ondone = (error) => {
    if (error !== undefined) {
      Reflect.apply(callback, job, [error]);
      return;
    }
    let made;
    try {
      made = keys();
    } catch (exportError) {
      Reflect.apply(callback, job, [exportError]);
      return;
    }
    Reflect.apply(callback, job, [null, made.publicKey, made.privateKey]);
  };
  job.start();
}
Object.defineProperty(generateKeyPair, customPromisifyArgs, { __proto__: null, value: ['publicKey', 'privateKey'], enumerable: false });

function generateKeyPairSync(type, options) {
  const { job, keys } = createJob(type, options);
  runSync(job);
  return keys();
}

// -- Secrets -------------------------------------------------------------------------------------------------------------------------------

function secretLength(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  if (type === 'hmac') {
    validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
  } else if (type === 'aes') {
    validateOneOf(length, 'options.length', [128, 192, 256]);
  } else {
    throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  }
  return Math.floor(length / 8);
}

function secretJob(type, options) {
  const bytes = new FastBuffer(secretLength(type, options));
  return { job: new RandomBytesJob(bytes, 0, bytes.length), key: () => new SecretKeyObject(secretHandle(bytes)) };
}

function generateKey(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const { job, key } = secretJob(type, options);
  runAsync(job, callback, key);
}

function generateKeySync(type, options) {
  const { job, key } = secretJob(type, options);
  runSync(job);
  return key();
}

module.exports = { generateKey, generateKeyPair, generateKeyPairSync, generateKeySync };
