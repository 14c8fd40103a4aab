'use strict';

// Each part loads, and OpenSSL starts, when it is first used.

const { defineLazyProperties, deprecate } = require('internal/util');
const binding = internalBinding('crypto');

// The lists never change: they are made once and given out as copies.
function cached(list) {
  let names;
  return () => (names ??= list()).slice();
}
const ciphers = cached(binding.getCiphers);
const curves = cached(binding.getCurves);
const hashes = cached(binding.getHashes);

// In Node's order.
const parts = [
  ['internal/crypto/engine', ['argon2', 'argon2Sync']],
  ['internal/crypto/prime', ['checkPrime', 'checkPrimeSync']],
  ['internal/crypto/cipher', ['createCipheriv', 'createDecipheriv']],
  ['internal/crypto/diffiehellman', ['createDiffieHellman', 'createDiffieHellmanGroup', 'createECDH']],
  ['internal/crypto/hash', ['createHash', 'createHmac']],
  ['internal/crypto/keys', ['createPrivateKey', 'createPublicKey', 'createSecretKey']],
  ['internal/crypto/sign', ['createSign', 'createVerify']],
  ['internal/crypto/diffiehellman', ['diffieHellman']],
  ['internal/crypto/prime', ['generatePrime', 'generatePrimeSync']],
  [{ getCiphers() { return ciphers(); } }],
  ['internal/crypto/cipher', ['getCipherInfo']],
  [{ getCurves() { return curves(); } }],
  ['internal/crypto/diffiehellman', ['getDiffieHellman']],
  [{ getHashes() { return hashes(); } }],
  ['internal/crypto/hkdf', ['hkdf', 'hkdfSync']],
  ['internal/crypto/pbkdf2', ['pbkdf2', 'pbkdf2Sync']],
  ['internal/crypto/keygen', ['generateKeyPair', 'generateKeyPairSync', 'generateKey', 'generateKeySync']],
  ['internal/crypto/cipher', ['privateDecrypt', 'privateEncrypt', 'publicDecrypt', 'publicEncrypt']],
  ['internal/crypto/random', ['randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID']],
  ['internal/crypto/scrypt', ['scrypt', 'scryptSync']],
  ['internal/crypto/sign', ['sign']],
  ['internal/crypto/engine', ['setEngine']],
  [{ timingSafeEqual: binding.timingSafeEqual, getFips: () => 0 }],
  ['internal/crypto/engine', ['setFips']],
  ['internal/crypto/sign', ['verify']],
  ['internal/crypto/one_shot_hash', ['hash']],
  ['internal/crypto/engine', ['encapsulate', 'decapsulate']],
  ['internal/crypto/certificate', ['Certificate']],
  ['internal/crypto/cipher', ['Cipheriv', 'Decipheriv']],
  ['internal/crypto/diffiehellman', ['DiffieHellman', 'DiffieHellmanGroup', 'ECDH']],
  ['internal/crypto/hash', ['Hash', 'Hmac']],
  ['internal/crypto/keys', ['KeyObject']],
  ['internal/crypto/sign', ['Sign', 'Verify']],
  ['internal/crypto/x509', ['X509Certificate']],
  ['internal/crypto/engine', ['secureHeapUsed']],
];
for (const { 0: part, 1: names } of parts) {
  if (names === undefined) Object.assign(module.exports, part);
  else defineLazyProperties(module.exports, part, names);
}

function defineGetter(name, get, set, enumerable = true) {
  Object.defineProperty(module.exports, name, { __proto__: null, configurable: false, enumerable, get, set });
}

defineGetter('fips', deprecate(() => 0, 'The crypto.fips is deprecated. Please use crypto.getFips()', 'DEP0093'),
             deprecate((value) => module.exports.setFips(value), 'The crypto.fips is deprecated. Please use crypto.setFips()', 'DEP0093'), false);
Object.defineProperty(module.exports, 'constants', {
  __proto__: null,
  configurable: false,
  enumerable: true,
  get() { return internalBinding('constants').crypto; },
});
defineGetter('webcrypto', () => require('internal/crypto/webcrypto').crypto, undefined);
defineGetter('subtle', () => require('internal/crypto/webcrypto').crypto.subtle, undefined);
defineLazyProperties(module.exports, 'internal/crypto/random', ['getRandomValues']);

// Older names of randomBytes, not shown.
for (const { 0: name, 1: code } of [['pseudoRandomBytes', 'DEP0115'], ['prng', 'DEP0115'], ['rng', 'DEP0115']]) {
  let made;
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() { return made ??= deprecate(module.exports.randomBytes, `crypto.${name} is deprecated.`, code); },
    set(value) { made = value; },
  });
}

// Of globalThis.
const { defineProperty } = Object;
for (const name of ['Crypto', 'SubtleCrypto']) {
  defineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: false, get: () => require('internal/crypto/webcrypto')[name],
  });
}
defineProperty(module.exports, 'CryptoKey', {
  __proto__: null, configurable: true, enumerable: false, get: () => require('internal/crypto/keys').CryptoKey,
});
