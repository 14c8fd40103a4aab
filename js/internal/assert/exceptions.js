'use strict';

// assert.throws() and its family: what was thrown or rejected against a class, a regular expression, an object or a function.

const { codes } = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { isError } = require('internal/util');
const { isPromise, isRegExp } = require('internal/util/types');
const { inspect } = require('internal/util/inspect');
const { validateFunction } = require('internal/validators');

const { ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE } = codes;

const kOptions = Symbol('options');
const kNothing = Symbol('kNothing');  // Instead of what was thrown when nothing was.

const isErrorClass = (value) => Object.prototype.isPrototypeOf.call(Error, value);

// One failure of an expectation: who was called, and with what.
class Failure {
  constructor(self, fn, actual, expected, message) {
    this.fn = fn;
    this.options = { actual, expected, message, operator: fn.name, stackStartFn: fn, diff: self?.[kOptions]?.diff };
  }

  throw(changes = {}, properties = {}) {
    throw Object.assign(new AssertionError({ ...this.options, ...changes }), properties);
  }

  // With a message of ours, unless the user gave one.
  throwWith(text) {
    const { message } = this.options;
    this.throw(message ? {} : { message: text() }, { generatedMessage: !message });
  }
}

// The properties of an error that an object asks for, for the diff; where a regular expression matched, the string itself.
class Comparison {
  constructor(source, keys, actual) {
    for (const key of keys) {
      if (!(key in source)) continue;
      const matches = actual !== undefined && typeof actual[key] === 'string' && isRegExp(source[key]) && source[key].exec(actual[key]) !== null;
      this[key] = matches ? actual[key] : source[key];
    }
  }
}

function checkObject(failure, actual, expected, message) {
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
  const { isDeepStrictEqual } = require('internal/util/comparisons');
  for (const key of keys) {
    if (typeof actual[key] === 'string' && isRegExp(expected[key]) && expected[key].exec(actual[key]) !== null) continue;
    if (key in actual && isDeepStrictEqual(actual[key], expected[key])) continue;
    if (message instanceof Error) throw message;
    if (message) failure.throw();
    failure.throw(
      { actual: new Comparison(actual, keys), expected: new Comparison(expected, keys, actual), operator: 'deepStrictEqual' },
      { actual, expected, operator: failure.fn.name });
  }
}

function describeWrongClass(actual, expected) {
  let text = `The error is expected to be an instance of "${expected.name}". Received `;
  if (!isError(actual)) return `${text}"${inspect(actual, { depth: -1 })}"`;
  const name = actual.constructor?.name || actual.name;
  text += expected.name === name ? 'an error with identical name but a different prototype.' : `"${name}"`;
  return actual.message ? `${text}\n\nError message:\n\n${actual.message}` : text;
}

function describeWrongResult(actual, expected, result) {
  const name = expected.name ? `"${expected.name}" ` : '';
  const text = `The ${name}validation function is expected to return "true". Received ${inspect(result)}`;
  return isError(actual) ? `${text}\n\nCaught error:\n\n${actual}` : text;
}

function checkException(self, fn, actual, expected, message) {
  const failure = new Failure(self, fn, actual, expected, message);
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && actual instanceof expected) return;
    if (isErrorClass(expected)) failure.throwWith(() => describeWrongClass(actual, expected));
    const result = Reflect.apply(expected, {}, [actual]);
    if (result !== true) failure.throwWith(() => describeWrongResult(actual, expected, result));
  } else if (isRegExp(expected)) {
    const text = String(actual);
    if (expected.exec(text) !== null) return;
    failure.throwWith(() => `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`);
  } else if (typeof actual !== 'object' || actual === null) {
    failure.throw({ operator: 'deepStrictEqual' }, { operator: fn.name });
  } else {
    checkObject(failure, actual, expected, message);
  }
}

// throws(fn, message) is allowed, but not where the message could be meant for the error's own.
function checkAmbiguity(actual, message) {
  if (typeof actual === 'object' && actual !== null) {
    if (actual.message !== message) return;
    throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error message "${actual.message}" is identical to the message.`);
  }
  if (actual === message) throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error "${actual}" is identical to the message.`);
}

function expectError(self, fn, kind, actual, args) {
  let { 0: error, 1: message } = args;
  const isWrongType = error != null && typeof error !== 'object' && typeof error !== 'function';
  if (isWrongType && (typeof error !== 'string' || args.length > 1)) {
    throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
  }
  if (typeof error === 'string') {
    checkAmbiguity(actual, error);
    message = error;
    error = undefined;
  }
  if (actual === kNothing) {
    const name = error?.name ? ` (${error.name})` : '';
    const text = `Missing expected ${kind}${name}${message ? `: ${message}` : '.'}`;
    new Failure(self, fn, undefined, error, text).throw();
  }
  if (error) checkException(self, fn, actual, error, message);
}

function isUnwanted(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return expected.exec(String(actual)) !== null;
    throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  return !isErrorClass(expected) && Reflect.apply(expected, {}, [actual]) === true;
}

function expectNoError(self, fn, kind, actual, args) {
  if (actual === kNothing) return;
  let { 0: error, 1: message } = args;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (error && !isUnwanted(actual, error)) throw actual;
  const text = `Got unwanted ${kind}${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"`;
  new Failure(self, fn, actual, error, text).throw();
}

function catchThrown(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return kNothing;
}

// Also promises of other libraries; an object with `then` alone might be anything.
function looksLikePromise(value) {
  return isPromise(value) || (value !== null && typeof value === 'object' && typeof value.then === 'function' && typeof value.catch === 'function');
}

async function catchRejected(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!looksLikePromise(promise)) throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
  } else if (!looksLikePromise(promiseFn)) {
    throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return kNothing;
}

// The frames of `original`, with those above it that lead to ifError().
function joinStacks(stack, original) {
  const start = original.indexOf('\n    at');
  if (start === -1) return stack;
  const originalFrames = original.slice(start + 1).split('\n');
  let frames = stack.split('\n');
  for (const frame of originalFrames) {
    const position = frames.indexOf(frame);
    if (position !== -1) {
      frames = frames.slice(0, position);
      break;
    }
  }
  return `${frames.join('\n')}\n${originalFrames.join('\n')}`;
}

const methods = {
  throws: function throws(fn, ...args) {
    expectError(this, throws, 'exception', catchThrown(fn), args);
  },

  rejects: async function rejects(promiseFn, ...args) {
    expectError(this, rejects, 'rejection', await catchRejected(promiseFn), args);
  },

  doesNotThrow: function doesNotThrow(fn, ...args) {
    expectNoError(this, doesNotThrow, 'exception', catchThrown(fn), args);
  },

  doesNotReject: async function doesNotReject(promiseFn, ...args) {
    expectNoError(this, doesNotReject, 'rejection', await catchRejected(promiseFn), args);
  },

  ifError: function ifError(value) {
    if (value === null || value === undefined) return;
    let text;
    if (typeof value !== 'object' || typeof value.message !== 'string') text = inspect(value);
    else text = value.message.length === 0 && value.constructor ? value.constructor.name : value.message;
    const error = new AssertionError({
      actual: value,
      expected: null,
      operator: 'ifError',
      message: `ifError got unwanted exception: ${text}`,
      stackStartFn: ifError,
      diff: this?.[kOptions]?.diff,
    });
    const { stack } = value;
    if (typeof stack === 'string') error.stack = joinStacks(error.stack, stack);
    throw error;
  },
};

module.exports = { kOptions, methods };
