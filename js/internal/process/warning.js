'use strict';

// process.emitWarning() and how warnings are printed.

const { getOptionValue } = require('internal/options');
const { codes: { ERR_INVALID_ARG_TYPE }, isErrorStackTraceLimitWritable } = require('internal/errors');
const { validateString } = require('internal/validators');

let helpShown = false;
let disabled;
let fileDescriptor;

function makeWarning(message, name, code, ctor, detail) {
  const limit = Error.stackTraceLimit;
  const writable = isErrorStackTraceLimitWritable();
  if (writable) Error.stackTraceLimit = 0;  // The stack is captured below, from the caller on.
  const warning = new Error(message);
  if (writable) Error.stackTraceLimit = limit;
  warning.name = String(name || 'Warning');
  if (code !== undefined) warning.code = code;
  if (detail !== undefined) warning.detail = detail;
  Error.captureStackTrace(warning, ctor || process.emitWarning);
  return warning;
}

// (warning[, options]), (warning[, type[, code]][, ctor])
function emitWarning(warning, type, code, ctor) {
  if (type === 'DeprecationWarning' && process.noDeprecation) return;
  let detail;
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    ({ ctor, code } = type);
    if (typeof type.detail === 'string') detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    ctor = type;
    code = undefined;
    type = 'Warning';
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') {
    ctor = code;
    code = undefined;
  } else if (code !== undefined) {
    validateString(code, 'code');
  }
  if (typeof warning === 'string') {
    warning = makeWarning(warning, type, code, ctor, detail);
  } else if (!(warning instanceof Error)) {
    throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  }
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      // Later, so that the warnings before it are printed.
      process.nextTick(() => { throw warning; });
      return;
    }
  }
  process.nextTick(() => process.emit('warning', warning));
}

function isDisabled(warning) {
  disabled ??= new Set(getOptionValue('--disable-warning') ?? []);
  return disabled.size > 0 && (disabled.has(warning.code) || disabled.has(warning.name));
}

function textOf(warning, withStack) {
  let text = `(${process.release.name}:${process.pid}) `;
  if (warning.code) text += `[${warning.code}] `;
  if (withStack && warning.stack) text += warning.stack;
  else text += typeof warning.toString === 'function' ? `${warning.toString()}` : Reflect.apply(Error.prototype.toString, warning, []);
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
  return text;
}

function print(text) {
  const file = getOptionValue('--redirect-warnings');
  if (file && appendToFile(file, text)) return;
  require('internal/console/global').error(text);
}

function appendToFile(file, text) {
  const fs = require('fs');
  try {
    if (fileDescriptor === undefined) {
      fileDescriptor = fs.openSync(file, 'a');
      process.on('exit', () => fs.closeSync(fileDescriptor));
    }
    fs.writeSync(fileDescriptor, `${text}\n`);
    return true;
  } catch {
    return false;  // Then it goes to stderr.
  }
}

// The listener of 'warning' unless --no-warnings.
function onWarning(warning) {
  if (!(warning instanceof Error) || isDisabled(warning)) return;
  const isDeprecation = warning.name === 'DeprecationWarning';
  if (isDeprecation && process.noDeprecation) return;
  const withStack = process.traceProcessWarnings || (isDeprecation && process.traceDeprecation);
  let text = textOf(warning, withStack);
  if (!withStack && !helpShown) {
    helpShown = true;
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    const argv0 = require('path').basename(process.argv0 || 'node', '.exe');
    text += `\n(Use \`${argv0} ${flag} ...\` to show where the warning was created)`;
  }
  print(text);
}

module.exports = { emitWarning, onWarning };
