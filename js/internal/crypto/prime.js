'use strict';

// Primes: generatePrime() and checkPrime().

const { CheckPrimeJob, RandomPrimeJob } = internalBinding('crypto');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateBoolean, validateFunction, validateInt32, validateObject } = require('internal/validators');
const { Buffer } = require('buffer');
const { runAsync, runSync } = require('internal/crypto/util');
const { kEmptyObject } = require('internal/util');

function bytesOfBigInt(value, name) {
  if (value < 0) throw new ERR_OUT_OF_RANGE(name, '>= 0', value);
  let hex = value.toString(16);
  if (hex.length % 2 !== 0) hex = `0${hex}`;
  return Buffer.from(hex, 'hex');
}

function bigIntOfBytes(bytes) {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function bytesOption(value, name) {
  if (value === undefined) return undefined;
  if (typeof value === 'bigint') return bytesOfBigInt(value, name);
  if (!isAnyArrayBuffer(value) && !isArrayBufferView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'], value);
  }
  return value;
}

function primeJob(size, options) {
  validateInt32(size, 'size', 1);
  validateObject(options, 'options');
  const { safe = false, bigint = false } = options;
  validateBoolean(safe, 'options.safe');
  validateBoolean(bigint, 'options.bigint');
  const job = new RandomPrimeJob(size, safe, bytesOption(options.add, 'options.add'), bytesOption(options.rem, 'options.rem'));
  return { job, finish: bigint ? bigIntOfBytes : (bytes) => bytes };
}

function generatePrime(size, options, callback) {
  validateInt32(size, 'size', 1);
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  validateFunction(callback, 'callback');
  const { job, finish } = primeJob(size, options);
  runAsync(job, callback, finish);
}

function generatePrimeSync(size, options = kEmptyObject) {
  const { job, finish } = primeJob(size, options);
  return finish(runSync(job));
}

function checkJob(candidate, options) {
  if (typeof candidate === 'bigint') candidate = bytesOfBigInt(candidate, 'candidate');
  if (!isAnyArrayBuffer(candidate) && !isArrayBufferView(candidate)) {
    throw new ERR_INVALID_ARG_TYPE('candidate', ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'], candidate);
  }
  validateObject(options, 'options');
  const { checks = 0 } = options;
  validateInt32(checks, 'options.checks', 0);
  return new CheckPrimeJob(candidate, checks);
}

function checkPrime(candidate, options = kEmptyObject, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  validateFunction(callback, 'callback');
  runAsync(checkJob(candidate, options), callback, (result) => result);
}

function checkPrimeSync(candidate, options = kEmptyObject) {
  return runSync(checkJob(candidate, options));
}

module.exports = { checkPrime, checkPrimeSync, generatePrime, generatePrimeSync };
