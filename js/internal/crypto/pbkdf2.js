'use strict';

const { Pbkdf2Job } = internalBinding('crypto');
const { validateFunction, validateInt32, validateString } = require('internal/validators');
const { Buffer } = require('buffer');
const { requireDigest, runAsync, runSync, toBytes } = require('internal/crypto/util');

function createJob(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = toBytes(password, 'password');
  salt = toBytes(salt, 'salt');
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  requireDigest(digest);
  return new Pbkdf2Job(password, salt, iterations, keylen, digest);
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  const job = createJob(password, salt, iterations, keylen, digest);
  validateFunction(callback, 'callback');
  runAsync(job, callback, Buffer.from);
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  return Buffer.from(runSync(createJob(password, salt, iterations, keylen, digest)));
}

module.exports = { pbkdf2, pbkdf2Sync };
