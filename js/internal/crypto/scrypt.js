'use strict';

const { ScryptJob } = internalBinding('crypto');
const {
  codes: { ERR_INCOMPATIBLE_OPTION_PAIR },
} = require('internal/errors');
const { validateFunction, validateInt32, validateInteger, validateUint32 } = require('internal/validators');
const { Buffer } = require('buffer');
const { runAsync, runSync, toBytes } = require('internal/crypto/util');

const kDefaults = { N: 16384, r: 8, p: 1, maxmem: 32 * 1024 * 1024 };
const kLongNames = { N: 'cost', r: 'blockSize', p: 'parallelization' };

// Each parameter has two names, of which only one may be given; 0 is the default.
function parameter(options, short) {
  const long = kLongNames[short];
  let value = kDefaults[short];
  const hasShort = options[short] !== undefined;
  if (hasShort) {
    value = options[short];
    validateUint32(value, short);
  }
  if (options[long] !== undefined) {
    if (hasShort) throw new ERR_INCOMPATIBLE_OPTION_PAIR(short, long);
    value = options[long];
    validateUint32(value, long);
  }
  return value || kDefaults[short];
}

function createJob(password, salt, keylen, options) {
  password = toBytes(password, 'password');
  salt = toBytes(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  let { maxmem } = kDefaults;
  options ??= {};
  const N = parameter(options, 'N');
  const r = parameter(options, 'r');
  const p = parameter(options, 'p');
  if (options.maxmem !== undefined) {
    maxmem = options.maxmem;
    validateInteger(maxmem, 'maxmem', 0);
  }
  return new ScryptJob(password, salt, N, r, p, maxmem || kDefaults.maxmem, keylen);
}

function scrypt(password, salt, keylen, options, callback = undefined) {
  if (callback === undefined) {
    callback = options;
    options = undefined;
  }
  const job = createJob(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  runAsync(job, callback, Buffer.from);
}

function scryptSync(password, salt, keylen, options = undefined) {
  return Buffer.from(runSync(createJob(password, salt, keylen, options)));
}

module.exports = { scrypt, scryptSync };
