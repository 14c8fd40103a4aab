'use strict';

const { codes, ErrnoException, ExceptionWithHostPort, hideFrom } = require('internal/errors');
const { format, formatWithOptions, inspect, stripVTControlCharacters } = require('internal/util/inspect');
const { debuglog } = require('internal/util/debuglog');
const { validateBoolean, validateFunction, validateNumber, validateObject, validateString } = require('internal/validators');
const internalUtil = require('internal/util');
const types = require('internal/util/types');

const { deprecate: internalDeprecate, defineLazyProperties, getSystemErrorMap, promisify } = internalUtil;
const { ERR_FALSY_VALUE_REJECTION, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = codes;

function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  if (superCtor === undefined || superCtor === null) throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  if (superCtor.prototype === undefined) throw new ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype);
  Object.defineProperty(ctor, 'super_', { __proto__: null, value: superCtor, writable: true, configurable: true });
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype);
}

function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  for (const key of Object.keys(source).reverse()) target[key] = source[key];
  return target;
}

// A falsy reason would look like success to the callback.
function callbackifyOnRejected(reason, callback) {
  if (!reason) reason = hideFrom(new ERR_FALSY_VALUE_REJECTION(reason), callbackifyOnRejected);
  return callback(reason);
}

function callbackify(original) {
  validateFunction(original, 'original');

  // The callback runs in a tick of its own: what it throws is uncaught, not the promise's rejection.
  function callbackified(...args) {
    const last = args.pop();
    validateFunction(last, 'last argument');
    const callback = last.bind(this);
    Reflect.apply(original, this, args).then(
      (result) => process.nextTick(callback, null, result),
      (reason) => process.nextTick(callbackifyOnRejected, reason, callback));
  }

  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  return Object.defineProperties(callbackified, descriptors);
}

function validateErrno(errno) {
  validateNumber(errno, 'err');
  if (errno >= 0 || !Number.isSafeInteger(errno)) throw new ERR_OUT_OF_RANGE('err', 'a negative integer', errno);
}

function getSystemErrorName(errno) {
  validateErrno(errno);
  return internalUtil.getSystemErrorName(errno);
}

function getSystemErrorMessage(errno) {
  validateErrno(errno);
  return internalUtil.getSystemErrorMessage(errno);
}

function _errnoException(...args) {
  return hideFrom(new ErrnoException(...args), _errnoException);
}

function _exceptionWithHostPort(...args) {
  return hideFrom(new ExceptionWithHostPort(...args), _exceptionWithHostPort);
}

function parseEnv(content) {
  validateString(content, 'content');
  return require('internal/util/dotenv').parseEnv(content);
}

function getCallSites(frameCount = 10, options = undefined) {
  if (options === undefined && typeof frameCount === 'object') {
    options = frameCount;
    frameCount = 10;
  }
  if (options !== undefined) {
    validateObject(options, 'options');
    if (options.sourceMap !== undefined) validateBoolean(options.sourceMap, 'options.sourceMap');
  }
  validateNumber(frameCount, 'frameCount', 1, 200);
  return internalBinding('util').getCallSites(Math.trunc(frameCount));
}

function deprecate(fn, message, code, { modifyPrototype } = {}) {
  return internalDeprecate(fn, message, code, undefined, modifyPrototype);
}

module.exports = {
  _errnoException,
  _exceptionWithHostPort,
  _extend: internalDeprecate(_extend, 'The `util._extend` API is deprecated. Please use Object.assign() instead.', 'DEP0060'),
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  styleText: undefined,  // Here for the order of the names; defined below.
  formatWithOptions,
  getCallSites,
  getSystemErrorMap,
  getSystemErrorName,
  getSystemErrorMessage,
  inherits,
  inspect,
  isArray: internalDeprecate(Array.isArray, 'The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.', 'DEP0044'),
  isDeepStrictEqual(a, b, skipPrototype) {
    return require('internal/util/comparisons').isDeepStrictEqual(a, b, skipPrototype);
  },
  promisify,
  stripVTControlCharacters,
  toUSVString(input) {
    return `${input}`.toWellFormed();
  },
  get transferableAbortSignal() {
    return require('internal/abort_transfer').transferableAbortSignal;
  },
  get transferableAbortController() {
    return require('internal/abort_transfer').transferableAbortController;
  },
  get aborted() {
    return require('internal/abort_controller').aborted;
  },
  setTraceSigInt(enable) {
    if (internalBinding('worker').threadId() !== 0) {
      const { codes: { ERR_WORKER_UNSUPPORTED_OPERATION } } = require('internal/errors');
      throw new ERR_WORKER_UNSUPPORTED_OPERATION('Calling util.setTraceSigInt');
    }
    internalBinding('util').setTraceSigint(Boolean(enable));
  },
  types,
  parseEnv,
};

defineLazyProperties(module.exports, 'internal/util/style_text', ['styleText']);
defineLazyProperties(module.exports, 'internal/util/parse_args', ['parseArgs']);
defineLazyProperties(module.exports, 'internal/encoding', ['TextDecoder', 'TextEncoder']);
defineLazyProperties(module.exports, 'internal/mime', ['MIMEType', 'MIMEParams']);
defineLazyProperties(module.exports, 'internal/util/diff', ['diff']);
