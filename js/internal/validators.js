'use strict';

// Checks of arguments with Node's names, codes and messages. Each removes itself from the stack of the error it throws, so that the error
// seems to come from the function that was given the bad value.

const { codes, newHiddenFrom } = require('internal/errors');
const { normalizeEncoding } = require('internal/util');
const { isAsyncFunction, isArrayBufferView } = require('internal/util/types');

const { isArray } = Array;
const { isFinite, isInteger, isNaN } = Number;

// The error to throw from validator `self`. Kept out of the validators so that their fast paths stay small enough to be inlined.
function typeError(self, name, expected, value) {
  return newHiddenFrom(self, codes.ERR_INVALID_ARG_TYPE, name, expected, value);
}
function valueError(self, name, value, reason) {
  return newHiddenFrom(self, codes.ERR_INVALID_ARG_VALUE, name, value, reason);
}
function rangeError(self, name, range, value) {
  return newHiddenFrom(self, codes.ERR_OUT_OF_RANGE, name, range, value);
}

function isInt32(value) {
  return value === (value | 0);
}

function isUint32(value) {
  return value === (value >>> 0);
}

// -- Numbers -------------------------------------------------------------------------------------------------------------------------------

function checkInteger(self, value, name, min, max) {
  if (typeof value !== 'number') throw typeError(self, name, 'number', value);
  if (!isInteger(value)) throw rangeError(self, name, 'an integer', value);
  if (value < min || value > max) throw rangeError(self, name, `>= ${min} && <= ${max}`, value);
}

function validateInteger(value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  checkInteger(validateInteger, value, name, min, max);
}

function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  checkInteger(validateInt32, value, name, min, max);
}

function validateUint32(value, name, positive = false) {
  checkInteger(validateUint32, value, name, positive ? 1 : 0, 4294967295);
}

function validateNumber(value, name, min = undefined, max = undefined) {
  if (typeof value !== 'number') throw typeError(validateNumber, name, 'number', value);
  const hasMin = min != null;
  const hasMax = max != null;
  if ((hasMin && value < min) || (hasMax && value > max) || ((hasMin || hasMax) && isNaN(value))) {
    const range = `${hasMin ? `>= ${min}` : ''}${hasMin && hasMax ? ' && ' : ''}${hasMax ? `<= ${max}` : ''}`;
    throw rangeError(validateNumber, name, range, value);
  }
}

// True for a finite number, false for undefined and NaN; anything else throws.
function finiteOrAbsent(self, number, name) {
  if (number === undefined) return false;
  if (isFinite(number)) return true;
  if (isNaN(number)) return false;
  if (typeof number !== 'number') throw typeError(self, name, 'number', number);
  throw rangeError(self, name, 'a finite number', number);
}

function validateFiniteNumber(number, name) {
  return finiteOrAbsent(validateFiniteNumber, number, name);
}

function checkRangesOrGetDefault(number, name, lower, upper, fallback) {
  if (!finiteOrAbsent(checkRangesOrGetDefault, number, name)) return fallback;
  if (number < lower || number > upper) throw rangeError(checkRangesOrGetDefault, name, `>= ${lower} and <= ${upper}`, number);
  return number;
}

function parseFileMode(value, name, fallback) {
  value ??= fallback;
  if (typeof value === 'string') {
    if (!/^[0-7]+$/.test(value)) {
      throw valueError(parseFileMode, name, value, 'must be a 32-bit unsigned integer or an octal string');
    }
    value = parseInt(value, 8);
  }
  checkInteger(parseFileMode, value, name, 0, 4294967295);
  return value;
}

function validatePort(port, name = 'Port', allowZero = true) {
  const valid = (typeof port === 'number' || (typeof port === 'string' && port.trim().length > 0)) &&
    +port === (+port >>> 0) && port <= 0xFFFF && (port !== 0 || allowZero);
  if (!valid) throw newHiddenFrom(validatePort, codes.ERR_SOCKET_BAD_PORT, name, port, allowZero);
  return port | 0;
}

// -- Primitives and functions --------------------------------------------------------------------------------------------------------------

function validateString(value, name) {
  if (typeof value !== 'string') throw typeError(validateString, name, 'string', value);
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean') throw typeError(validateBoolean, name, 'boolean', value);
}

function validateUndefined(value, name) {
  if (value !== undefined) throw typeError(validateUndefined, name, 'undefined', value);
}

function validateFunction(value, name) {
  if (typeof value !== 'function') throw typeError(validateFunction, name, 'Function', value);
}

function validatePlainFunction(value, name) {
  if (typeof value !== 'function' || isAsyncFunction(value)) throw typeError(validatePlainFunction, name, 'Function', value);
}

function validateOneOf(value, name, allowed) {
  if (allowed.includes(value)) return;
  const list = allowed.map((entry) => (typeof entry === 'string' ? `'${entry}'` : String(entry))).join(', ');
  throw valueError(validateOneOf, name, value, `must be one of: ${list}`);
}

function validateUnion(value, name, union) {
  if (!union.includes(value)) throw typeError(validateUnion, name, `('${union.join('|')}')`, value);
}

function validateSignalName(signal, name = 'signal') {
  if (typeof signal !== 'string') throw typeError(validateSignalName, name, 'string', signal);
  const { signals } = internalBinding('constants').os;
  if (signals[signal] !== undefined) return;
  const hint = signals[signal.toUpperCase()] !== undefined ? ' (signals must use all capital letters)' : '';
  throw newHiddenFrom(validateSignalName, codes.ERR_UNKNOWN_SIGNAL, signal + hint);
}

// -- Objects -------------------------------------------------------------------------------------------------------------------------------

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1 << 0;
const kValidateObjectAllowArray = 1 << 1;
const kValidateObjectAllowFunction = 1 << 2;
const kValidateObjectAllowObjects = kValidateObjectAllowArray | kValidateObjectAllowFunction;
const kValidateObjectAllowObjectsAndNull = kValidateObjectAllowNullable | kValidateObjectAllowObjects;

function validateObject(value, name, options = kValidateObjectNone) {
  const type = typeof value;
  const valid = (type === 'object' || (type === 'function' && (options & kValidateObjectAllowFunction) !== 0)) &&
    (value !== null || (options & kValidateObjectAllowNullable) !== 0) &&
    ((options & kValidateObjectAllowArray) !== 0 || !isArray(value));
  if (!valid) throw typeError(validateObject, name, 'Object', value);
}

function validateDictionary(value, name) {
  if (value != null && typeof value !== 'object' && typeof value !== 'function') {
    throw typeError(validateDictionary, name, 'a dictionary', value);
  }
}

function checkArray(self, value, name, minLength) {
  if (!isArray(value)) throw typeError(self, name, 'Array', value);
  if (value.length < minLength) throw valueError(self, name, value, `must be longer than ${minLength}`);
}

function validateArray(value, name, minLength = 0) {
  checkArray(validateArray, value, name, minLength);
}

function validateArrayOf(self, value, name, type) {
  checkArray(self, value, name, 0);
  for (let i = 0; i < value.length; i++) {
    if (typeof value[i] !== type) throw typeError(self, `${name}[${i}]`, type, value[i]);
  }
}

function validateStringArray(value, name) {
  validateArrayOf(validateStringArray, value, name, 'string');
}

function validateBooleanArray(value, name) {
  validateArrayOf(validateBooleanArray, value, name, 'boolean');
}

function checkAbortSignal(self, signal, name) {
  if (signal === null || typeof signal !== 'object' || !('aborted' in signal)) throw typeError(self, name, 'AbortSignal', signal);
}

function validateAbortSignal(signal, name) {
  if (signal !== undefined) checkAbortSignal(validateAbortSignal, signal, name);
}

function validateAbortSignalArray(value, name) {
  checkArray(validateAbortSignalArray, value, name, 0);
  for (let i = 0; i < value.length; i++) checkAbortSignal(validateAbortSignalArray, value[i], `${name}[${i}]`);
}

function validateBuffer(buffer, name = 'buffer') {
  if (!isArrayBufferView(buffer)) throw typeError(validateBuffer, name, ['Buffer', 'TypedArray', 'DataView'], buffer);
}

function validateEncoding(data, encoding) {
  if (normalizeEncoding(encoding) === 'hex' && data.length % 2 !== 0) {
    throw valueError(validateEncoding, 'encoding', encoding, `is invalid for data of length ${data.length}`);
  }
}

function validateThisInternalField(object, field, className) {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, field)) {
    throw newHiddenFrom(validateThisInternalField, codes.ERR_INVALID_THIS, className);
  }
}

// -- The Link header (RFC 8288, section 3) -------------------------------------------------------------------------------------------------

const kLinkValue = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;
const kLinkReason = 'must be an array or string of format "</styles.css>; rel=preload; as=style"';

function validateLinkHeaderValue(hints) {
  const links = typeof hints === 'string' ? [hints] : hints;
  if (!isArray(links)) throw valueError(validateLinkHeaderValue, 'hints', hints, kLinkReason);
  for (const link of links) {
    if (link === undefined || !kLinkValue.test(link)) throw valueError(validateLinkHeaderValue, 'hints', link, kLinkReason);
  }
  return links.join(', ');
}

module.exports = {
  checkRangesOrGetDefault,
  isInt32,
  isUint32,
  kValidateObjectAllowArray,
  kValidateObjectAllowFunction,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  kValidateObjectNone,
  parseFileMode,
  validateAbortSignal,
  validateAbortSignalArray,
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateBuffer,
  validateDictionary,
  validateEncoding,
  validateFiniteNumber,
  validateFunction,
  validateInt32,
  validateInteger,
  validateLinkHeaderValue,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePlainFunction,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateThisInternalField,
  validateUint32,
  validateUndefined,
  validateUnion,
};

// Node's spelling for callers that hide more frames themselves.
for (const validator of Object.values(module.exports)) {
  if (typeof validator === 'function') validator.withoutStackTrace = validator;
}
