'use strict';

// Whether a value is a KeyObject or a CryptoKey. None exists before internal/crypto/keys is loaded, which then puts its own checks here: so
// util.types and deep comparison never load crypto.

module.exports = {
  isKeyObject: () => false,
  isCryptoKey: () => false,
};
