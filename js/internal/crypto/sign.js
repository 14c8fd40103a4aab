'use strict';

// Signatures: Sign and Verify, fed piece by piece, and sign() and verify() of a whole message.

const { Sign: SignHandle, SignJob, Verify: VerifyHandle } = internalBinding('crypto');
const {
  codes: { ERR_CRYPTO_SIGN_KEY_REQUIRED, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { normalizeEncoding } = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateEncoding, validateFunction, validateString } = require('internal/validators');
const { Buffer } = require('buffer');
const { Writable } = require('stream');
const { preparePrivateKey, preparePublicOrPrivateKey } = require('internal/crypto/keys');
const { runAsync, runSync, toBytes } = require('internal/crypto/util');

const kHandle = Symbol('kHandle');

function intOption(name, options) {
  const value = options[name];
  if (value === undefined) return undefined;
  if (value === value >> 0) return value;
  throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
}

function isP1363(options) {
  if (typeof options !== 'object' || options === null) return false;
  const { dsaEncoding = 'der' } = options;
  if (dsaEncoding === 'ieee-p1363') return true;
  if (dsaEncoding === 'der') return false;
  throw new ERR_INVALID_ARG_VALUE('options.dsaEncoding', dsaEncoding);
}

// What is said beside the key.
const optionsOf = (key) => (typeof key === 'object' && key !== null ? key : {});

function Sign(algorithm, options) {
  if (!new.target) return new Sign(algorithm, options);
  validateString(algorithm, 'algorithm');
  this[kHandle] = new SignHandle();
  this[kHandle].init(algorithm);
  Reflect.apply(Writable, this, [options]);
}

function Verify(algorithm, options) {
  if (!new.target) return new Verify(algorithm, options);
  validateString(algorithm, 'algorithm');
  this[kHandle] = new VerifyHandle();
  this[kHandle].init(algorithm);
  Reflect.apply(Writable, this, [options]);
}

function write(chunk, encoding, callback) {
  this.update(chunk, encoding);
  callback();
}

function update(data, encoding) {
  if (typeof data === 'string') validateEncoding(data, encoding);
  else if (!isArrayBufferView(data)) {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  this[kHandle].update(data, normalizeEncoding(encoding));
  return this;
}

for (const Class of [Sign, Verify]) {
  Object.setPrototypeOf(Class.prototype, Writable.prototype);
  Object.setPrototypeOf(Class, Writable);
  Class.prototype._write = write;
  Class.prototype.update = update;
}

Sign.prototype.sign = function sign(options, encoding) {
  if (!options) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const handle = preparePrivateKey(options);
  const more = optionsOf(options);
  const signature = this[kHandle].sign(handle, intOption('padding', more), intOption('saltLength', more), isP1363(options));
  return encoding && encoding !== 'buffer' ? signature.toString(encoding) : signature;
};

Verify.prototype.verify = function verify(options, signature, signatureEncoding) {
  const handle = preparePublicOrPrivateKey(options);
  const more = optionsOf(options);
  const padding = intOption('padding', more);
  const saltLength = intOption('saltLength', more);
  return this[kHandle].verify(handle, padding, saltLength, isP1363(options), toBytes(signature, 'signature', signatureEncoding));
};

// The message as bytes, with the digest's name checked before it.
function checkedMessage(algorithm, data) {
  if (algorithm != null) validateString(algorithm, 'algorithm');
  return toBytes(data, 'data');
}

function makeJob(algorithm, bytes, key, signature, prepare) {
  const more = optionsOf(key);
  const padding = intOption('padding', more);
  const saltLength = intOption('saltLength', more);
  const p1363 = isP1363(key);
  if (signature !== undefined) signature = toBytes(signature, 'signature');
  return new SignJob(prepare(key), bytes, algorithm ?? undefined, padding, saltLength, p1363, signature);
}

function signOneShot(algorithm, data, key, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  const bytes = checkedMessage(algorithm, data);
  if (!key) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const job = makeJob(algorithm, bytes, key, undefined, preparePrivateKey);
  if (!callback) return Buffer.from(runSync(job));
  runAsync(job, callback, Buffer.from);
}

function verifyOneShot(algorithm, data, key, signature, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  const bytes = checkedMessage(algorithm, data);
  if (!isArrayBufferView(signature) && !isAnyArrayBuffer(signature)) {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_TYPE('signature', ['Buffer', 'TypedArray', 'DataView'], signature);
  }
  const job = makeJob(algorithm, bytes, key, signature, preparePublicOrPrivateKey);
  if (!callback) return runSync(job);
  runAsync(job, callback, (result) => result);
}

module.exports = {
  Sign,
  Verify,
  createSign: (algorithm, options) => new Sign(algorithm, options),
  createVerify: (algorithm, options) => new Verify(algorithm, options),
  sign: signOneShot,
  verify: verifyOneShot,
};
