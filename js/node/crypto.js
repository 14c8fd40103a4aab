'use strict';

// Each part loads, and OpenSSL starts, when it is first used.

const { defineLazyProperties } = require('internal/util');
const binding = internalBinding('crypto');

let hashes;

module.exports = {
  getFips: () => 0,
  getHashes() {
    hashes ??= binding.getHashes();
    return hashes.slice();
  },
  timingSafeEqual: binding.timingSafeEqual,
};

defineLazyProperties(module.exports, 'internal/crypto/hash', ['Hash', 'Hmac', 'createHash', 'createHmac']);
defineLazyProperties(module.exports, 'internal/crypto/one_shot_hash', ['hash']);
defineLazyProperties(module.exports, 'internal/crypto/hkdf', ['hkdf', 'hkdfSync']);
defineLazyProperties(module.exports, 'internal/crypto/pbkdf2', ['pbkdf2', 'pbkdf2Sync']);
defineLazyProperties(module.exports, 'internal/crypto/scrypt', ['scrypt', 'scryptSync']);
defineLazyProperties(module.exports, 'internal/crypto/random', [
  'getRandomValues',
  'randomBytes',
  'randomFill',
  'randomFillSync',
  'randomInt',
  'randomUUID',
]);
