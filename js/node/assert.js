'use strict';

const { codes } = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { innerOk } = require('internal/assert/ok');
const exceptions = require('internal/assert/exceptions');
const { isRegExp } = require('internal/util/types');
const { inspect } = require('internal/util/inspect');
const { kOptions } = exceptions;

const { ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } = codes;

let comparisons;
const lazyComparisons = () => comparisons ??= require('internal/util/comparisons');

// Node's Assert class: the functions below with options. Each also works without its object.
function Assert(options) {
  if (!new.target) throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  options = Object.assign({ __proto__: null, strict: true, skipPrototype: false }, options);
  if (options.diff !== undefined) require('internal/validators').validateOneOf(options.diff, 'options.diff', ['simple', 'full']);
  this.AssertionError = AssertionError;
  Object.defineProperty(this, kOptions, { __proto__: null, value: options });
  if (options.strict) {
    this.equal = this.strictEqual;
    this.deepEqual = this.deepStrictEqual;
    this.notEqual = this.notStrictEqual;
    this.notDeepEqual = this.notDeepStrictEqual;
  }
}

function fail(self, fn, actual, expected, message, operator) {
  if (message instanceof Error) throw message;
  throw new AssertionError({ actual, expected, message, operator, stackStartFn: fn, diff: self?.[kOptions]?.diff });
}

function requireTwo(count) {
  if (count < 2) throw new ERR_MISSING_ARGS('actual', 'expected');
}

let warnedOfFail = false;
function warnOfFail() {
  if (warnedOfFail) return;
  warnedOfFail = true;
  process.emitWarning(
    'assert.fail() with more than one argument is deprecated. Please use assert.strictEqual() instead or only pass a message.',
    'DeprecationWarning', 'DEP0094');
}

function ok(...args) {
  innerOk(ok, args.length, ...args);
}

const looselySame = (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b));  // eslint-disable-line eqeqeq

const methods = {
  fail: function fail(actual, expected, message, operator, stackStartFn) {
    const count = arguments.length;
    const isPlain = actual == null && count <= 1;
    if (isPlain) {
      message = 'Failed';
    } else if (count === 1) {
      message = actual;
      actual = undefined;
    } else {
      warnOfFail();
      if (count === 2) operator = '!=';
    }
    if (message instanceof Error) throw message;
    const error = new AssertionError({
      actual,
      expected,
      operator: operator === undefined ? 'fail' : operator,
      stackStartFn: stackStartFn || fail,
      message,
      diff: this?.[kOptions]?.diff,
    });
    if (isPlain) error.generatedMessage = true;
    throw error;
  },

  ok: function ok(...args) {
    innerOk(ok, args.length, ...args);
  },

  equal: function equal(actual, expected, message) {
    requireTwo(arguments.length);
    if (!looselySame(actual, expected)) fail(this, equal, actual, expected, message, '==');
  },

  notEqual: function notEqual(actual, expected, message) {
    requireTwo(arguments.length);
    if (looselySame(actual, expected)) fail(this, notEqual, actual, expected, message, '!=');
  },

  deepEqual: function deepEqual(actual, expected, message) {
    requireTwo(arguments.length);
    if (!lazyComparisons().isDeepEqual(actual, expected)) fail(this, deepEqual, actual, expected, message, 'deepEqual');
  },

  notDeepEqual: function notDeepEqual(actual, expected, message) {
    requireTwo(arguments.length);
    if (lazyComparisons().isDeepEqual(actual, expected)) fail(this, notDeepEqual, actual, expected, message, 'notDeepEqual');
  },

  deepStrictEqual: function deepStrictEqual(actual, expected, message) {
    requireTwo(arguments.length);
    if (!lazyComparisons().isDeepStrictEqual(actual, expected, this?.[kOptions]?.skipPrototype)) {
      fail(this, deepStrictEqual, actual, expected, message, 'deepStrictEqual');
    }
  },

  notDeepStrictEqual: function notDeepStrictEqual(actual, expected, message) {
    requireTwo(arguments.length);
    if (lazyComparisons().isDeepStrictEqual(actual, expected, this?.[kOptions]?.skipPrototype)) {
      fail(this, notDeepStrictEqual, actual, expected, message, 'notDeepStrictEqual');
    }
  },

  strictEqual: function strictEqual(actual, expected, message) {
    requireTwo(arguments.length);
    if (!Object.is(actual, expected)) fail(this, strictEqual, actual, expected, message, 'strictEqual');
  },

  notStrictEqual: function notStrictEqual(actual, expected, message) {
    requireTwo(arguments.length);
    if (Object.is(actual, expected)) fail(this, notStrictEqual, actual, expected, message, 'notStrictEqual');
  },

  partialDeepStrictEqual: function partialDeepStrictEqual(actual, expected, message) {
    requireTwo(arguments.length);
    if (!lazyComparisons().isPartialStrictEqual(actual, expected)) {
      fail(this, partialDeepStrictEqual, actual, expected, message, 'partialDeepStrictEqual');
    }
  },

  match: function match(string, regexp, message) {
    checkMatch(this, match, string, regexp, message, true);
  },

  doesNotMatch: function doesNotMatch(string, regexp, message) {
    checkMatch(this, doesNotMatch, string, regexp, message, false);
  },

  ...exceptions.methods,
};

function describeMatch(string, regexp, shouldMatch) {
  if (typeof string !== 'string') {
    return `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
  }
  const start = shouldMatch ? 'The input did not match' : 'The input was expected to not match';
  return `${start} the regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
}

function checkMatch(self, fn, string, regexp, message, shouldMatch) {
  if (!isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  if (typeof string === 'string' && (regexp.exec(string) !== null) === shouldMatch) return;
  if (message instanceof Error) throw message;
  const error = new AssertionError({
    actual: string,
    expected: regexp,
    message: message || describeMatch(string, regexp, shouldMatch),
    operator: fn.name,
    stackStartFn: fn,
    diff: self?.[kOptions]?.diff,
  });
  error.generatedMessage = !message;
  throw error;
}

Object.assign(Assert.prototype, methods);

const assert = ok;
assert.AssertionError = AssertionError;
assert.ok = assert;
for (const name of Object.keys(methods)) {
  if (name !== 'ok') assert[name] = methods[name];
}

function strict(...args) {
  innerOk(strict, args.length, ...args);
}
assert.strict = Object.assign(strict, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.Assert = Assert;
assert.strict.strict = assert.strict;
assert.Assert = Assert;

const { deprecate } = require('internal/util');
let tracker;
const lazyTracker = {
  get() { return tracker ??= deprecate(require('internal/assert/call_tracker'), 'assert.CallTracker is deprecated.', 'DEP0173'); },
  set(value) { tracker = value; },
  enumerable: true,
  configurable: true,
};
Object.defineProperty(assert, 'CallTracker', lazyTracker);
Object.defineProperty(assert.strict, 'CallTracker', lazyTracker);

module.exports = assert;
