'use strict';

// What OpenSSL is set to as a whole. This build has neither engines nor a FIPS provider, and what newer
// versions brought.

const {
  codes: { ERR_CRYPTO_ARGON2_NOT_SUPPORTED, ERR_CRYPTO_ENGINE_UNKNOWN, ERR_CRYPTO_FIPS_UNAVAILABLE, ERR_CRYPTO_KEM_NOT_SUPPORTED },
} = require('internal/errors');
const { validateNumber, validateString } = require('internal/validators');

function setEngine(id, flags) {
  validateString(id, 'id');
  if (flags) validateNumber(flags, 'flags');
  throw new ERR_CRYPTO_ENGINE_UNKNOWN(id);
}

function setFips(value) {
  if (value) throw new ERR_CRYPTO_FIPS_UNAVAILABLE();
}

// OpenSSL 3.0 came before both.
function refuseArgon2() {
  throw new ERR_CRYPTO_ARGON2_NOT_SUPPORTED();
}

function refuseKem() {
  throw new ERR_CRYPTO_KEM_NOT_SUPPORTED();
}

module.exports = {
  argon2: refuseArgon2,
  argon2Sync: refuseArgon2,
  decapsulate: refuseKem,
  encapsulate: refuseKem,
  // Nobody can ask for a secure heap here.
  secureHeapUsed() {
    return { total: 0, used: 0, utilization: NaN, min: 2 };
  },
  setEngine,
  setFips,
};
