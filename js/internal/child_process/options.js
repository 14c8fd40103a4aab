'use strict';

// The arguments of child_process's functions, checked and in the form that the native side takes.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { getValidatedPath } = require('internal/fs/paths');
const { convertToValidSignal } = require('internal/util');
const { isInt32, validateBoolean, validateObject, validateString } = require('internal/validators');

let warnedOfShellArguments = false;

function checkNoNul(text, name) {
  if (typeof text === 'string' && text.includes('\u0000')) {
    throw new ERR_INVALID_ARG_VALUE(name, text, 'must be a string without null bytes');
  }
}

function checkNoNuls(list, name) {
  for (let i = 0; i < list.length; i++) checkNoNul(list[i], `${name}[${i}]`);
}

function checkId(id, name) {
  if (id != null && !isInt32(id)) throw new ERR_INVALID_ARG_TYPE(name, 'int32', id);
}

function validateTimeout(timeout) {
  if (timeout != null && !(Number.isInteger(timeout) && timeout >= 0)) {
    throw new ERR_OUT_OF_RANGE('timeout', 'an unsigned integer', timeout);
  }
}

function validateMaxBuffer(maxBuffer) {
  if (maxBuffer != null && !(typeof maxBuffer === 'number' && maxBuffer >= 0)) {
    throw new ERR_OUT_OF_RANGE('options.maxBuffer', 'a positive number', maxBuffer);
  }
}

function sanitizeKillSignal(killSignal) {
  if (typeof killSignal === 'string' || typeof killSignal === 'number') return convertToValidSignal(killSignal);
  if (killSignal != null) throw new ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], killSignal);
  return undefined;
}

// ["NAME=value", ...]; undefined where the child simply inherits ours.
function environmentPairs(env) {
  if (!env) {
    if (internalBinding('worker').threadId() === 0) return undefined;  // A worker's is its own.
    env = process.env;
  }
  const pairs = [];
  for (const key in env) {  // Inherited ones too, as in Node.
    const value = env[key];
    if (value === undefined) continue;
    checkNoNul(key, `options.env['${key}']`);
    checkNoNul(value, `options.env['${key}']`);
    pairs.push(`${key}=${value}`);
  }
  if (env.NODE_V8_COVERAGE === undefined && process.env.NODE_V8_COVERAGE !== undefined) {
    pairs.push(`NODE_V8_COVERAGE=${process.env.NODE_V8_COVERAGE}`);
  }
  return pairs;
}

// For tools that have put a function of their own before ours: they read and change the variables.
function spellOutEnvironment(options) {
  options.envPairs ??= environmentPairs(process.env);
}

function checkOptions(options) {
  if (options.detached != null) validateBoolean(options.detached, 'options.detached');
  checkId(options.uid, 'options.uid');
  checkId(options.gid, 'options.gid');
  const { shell, argv0 } = options;
  if (shell != null && typeof shell !== 'boolean' && typeof shell !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.shell', ['boolean', 'string'], shell);
  }
  checkNoNul(shell, 'options.shell');
  if (argv0 != null) {
    validateString(argv0, 'options.argv0');
    checkNoNul(argv0, 'options.argv0');
  }
  if (options.windowsHide != null) validateBoolean(options.windowsHide, 'options.windowsHide');
  if (options.windowsVerbatimArguments != null) validateBoolean(options.windowsVerbatimArguments, 'options.windowsVerbatimArguments');
}

// The command line that a shell gets.
function throughShell(file, args, shell) {
  if (args.length > 0 && !warnedOfShellArguments) {
    warnedOfShellArguments = true;
    process.emitWarning(
      'Passing args to a child process with shell option true can lead to security vulnerabilities, as the arguments are not escaped, ' +
      'only concatenated.', 'DeprecationWarning', 'DEP0190');
  }
  const command = args.length > 0 ? `${file} ${args.join(' ')}` : file;
  return { file: typeof shell === 'string' ? shell : '/bin/sh', args: ['-c', command] };
}

function normalizeSpawnArguments(file, args, options) {
  validateString(file, 'file');
  checkNoNul(file, 'file');
  if (file.length === 0) throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args == null) {
    args = [];
  } else if (typeof args !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  } else {
    options = args;
    args = [];
  }
  checkNoNuls(args, 'args');
  if (options === undefined) options = {};
  else validateObject(options, 'options');
  options = { __proto__: null, ...options };

  let { cwd } = options;
  if (cwd != null) cwd = getValidatedPath(cwd, 'options.cwd');
  checkOptions(options);
  if (options.shell) ({ file, args } = throughShell(file, args, options.shell));
  args.unshift(typeof options.argv0 === 'string' ? options.argv0 : file);
  for (let i = 0; i < args.length; i++) if (typeof args[i] !== 'string') args[i] = `${args[i]}`;
  return {
    // The order and presence of what debuggers of spawn() see.
    ...options,
    args,
    cwd,
    detached: Boolean(options.detached),
    envPairs: environmentPairs(options.env),
    file,
    windowsHide: Boolean(options.windowsHide),
    windowsVerbatimArguments: Boolean(options.windowsVerbatimArguments),
  };
}

function normalizeExecFileArguments(file, args, options, callback) {
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args != null && typeof args === 'object') {
    callback = options;
    options = args;
    args = null;
  } else if (typeof args === 'function') {
    callback = args;
    options = null;
    args = null;
  }
  args ??= [];
  if (typeof options === 'function') callback = options;
  else if (options != null) validateObject(options, 'options');
  options = options == null || typeof options === 'function' ? {} : options;
  if (callback != null) require('internal/validators').validateFunction(callback, 'callback');
  // Node's error names the variable.
  if (options.argv0 != null) {
    validateString(options.argv0, 'options.argv0');
    checkNoNul(options.argv0, 'options.argv0');
  }
  return { file, args, options, callback };
}

function normalizeExecArguments(command, options, callback) {
  validateString(command, 'command');
  checkNoNul(command, 'command');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  options = { __proto__: null, ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { file: command, options, callback };
}

module.exports = {
  checkNoNul,
  checkNoNuls,
  environmentPairs,
  normalizeExecArguments,
  normalizeExecFileArguments,
  normalizeSpawnArguments,
  sanitizeKillSignal,
  spellOutEnvironment,
  validateMaxBuffer,
  validateTimeout,
};
