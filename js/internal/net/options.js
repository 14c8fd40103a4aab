'use strict';

// How net's functions take their arguments, and the defaults of autoSelectFamily.

const { normalizedArgsSymbol } = require('internal/net');
const { getOptionValue } = require('internal/options');
const { validateBoolean, validateInt32 } = require('internal/validators');

const kLeastAttemptTimeout = 10;

let autoSelectFamilyDefault;
let autoSelectFamilyAttemptTimeoutDefault;

function getDefaultAutoSelectFamily() {
  return autoSelectFamilyDefault ??= getOptionValue('--network-family-autoselection') ?? true;
}

function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  autoSelectFamilyDefault = value;
}

function getDefaultAutoSelectFamilyAttemptTimeout() {
  return autoSelectFamilyAttemptTimeoutDefault ??= getOptionValue('--network-family-autoselection-attempt-timeout') ?? 250;
}

function checkAttemptTimeout(value, name) {
  validateInt32(value, name, 1);
  return Math.max(value, kLeastAttemptTimeout);
}

function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  autoSelectFamilyAttemptTimeoutDefault = checkAttemptTimeout(value, 'value');
}

// A port number, or the path of a Unix socket?
function isPipeName(value) {
  return typeof value === 'string' && toNumber(value) === false;
}

function toNumber(value) {
  const number = Number(value);
  return number >= 0 ? number : false;
}

// (options, cb), (port, host, cb) and (path, cb) become [options, cb].
function normalizeArgs(args) {
  let result;
  if (args.length === 0) {
    result = [{}, null];
  } else {
    const first = args[0];
    let options = {};
    if (typeof first === 'object' && first !== null) {
      options = first;
    } else if (isPipeName(first)) {
      options.path = first;
    } else {
      options.port = first;
      if (args.length > 1 && typeof args[1] === 'string') options.host = args[1];
    }
    const callback = args[args.length - 1];
    result = typeof callback === 'function' ? [options, callback] : [options, null];
  }
  result[normalizedArgsSymbol] = true;
  return result;
}

module.exports = {
  checkAttemptTimeout,
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  isPipeName,
  normalizeArgs,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
  toNumber,
};
