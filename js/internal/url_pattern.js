'use strict';

// URLPattern. Node's own is native; what it checks is checked here, with its words and in its order.

const { UrlPattern } = internalBinding('url_pattern');

const kParts = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
const kInit = [...kParts, 'baseURL'];

// As C++ would throw it: the code is in no text.
function typeError(code, message) {
  const error = new TypeError(message);
  if (code !== undefined) error.code = code;
  return error;
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

// What the binding takes: a string, or the parts. Node's reads no part that is not a string.
function readInput(input) {
  if (typeof input === 'string') return input;
  return kInit.map((name) => {
    const value = input[name];
    return typeof value === 'string' ? value : undefined;
  });
}

function readIgnoreCase(options) {
  const { ignoreCase } = options;
  if (typeof ignoreCase !== 'boolean') throw typeError('ERR_INVALID_ARG_TYPE', 'options.ignoreCase must be a boolean');
  return ignoreCase;
}

function readMatchArguments(args) {
  const [input, base] = args;
  if (args.length === 0) return [[], undefined];
  if (typeof input !== 'string' && !isObject(input)) throw typeError('ERR_INVALID_ARG_TYPE', 'URLPattern input needs to be a string or an object');
  const read = readInput(input);
  if (args.length > 1 && base !== undefined && typeof base !== 'string') throw typeError('ERR_INVALID_ARG_TYPE', 'baseURL must be a string');
  return [read, base];
}

// The native half, where nobody else reaches it.
class Holder extends (function(object) { return object; }) {
  #handle;

  constructor(object, handle) {
    super(object);
    this.#handle = handle;
  }

  static handleOf(object) {
    if (!isObject(object) || !(#handle in object)) throw typeError(undefined, 'Illegal invocation');
    return object.#handle;
  }
}
const { handleOf } = Holder;

// A function, as Node's native class is one.
function URLPattern(...args) {
  if (new.target === undefined) throw typeError('ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`');
  new Holder(this, makeHandle(args));
}

function makeHandle(args) {
  const [input, second, third] = args;
  if (args.length === 0) return new UrlPattern([], undefined, false);
  if (typeof input !== 'string' && !isObject(input)) throw typeError('ERR_INVALID_ARG_TYPE', 'Input must be an object or a string');
  const read = readInput(input);
  let base;
  let ignoreCase = false;
  if (args.length > 1) {
    if (typeof second === 'string') base = second;
    else if (isObject(second)) ignoreCase = readIgnoreCase(second);
    else throw typeError('ERR_INVALID_ARG_TYPE', 'second argument must be a string or object');
  }
  if (args.length > 2) {
    if (!isObject(third)) throw typeError('ERR_INVALID_ARG_TYPE', 'options must be an object');
    ignoreCase = readIgnoreCase(third);
  }
  return new UrlPattern(read, base, ignoreCase);
}

const methods = {
  exec(...args) {
    const handle = handleOf(this);
    const [input, base] = readMatchArguments(args);
    const match = handle.exec(input, base);
    if (match === null) return null;
    const result = { __proto__: null, inputs: args.slice(0, base === undefined ? 1 : 2) };
    for (let i = 0; i < kParts.length; i++) {
      const list = match[i];
      const groups = {};
      for (let k = 1; k < list.length; k += 2) groups[list[k]] = list[k + 1];
      result[kParts[i]] = { input: list[0], groups };
    }
    return result;
  },

  test(...args) {
    const handle = handleOf(this);
    const [input, base] = readMatchArguments(args);
    return handle.test(input, base);
  },
};

delete URLPattern.prototype.constructor;
[...kParts, 'hasRegExpGroups'].forEach((name, i) => {
  const get = (() => function() { return handleOf(this).parts()[i]; })();  // Without a name, as Node's.
  Object.defineProperty(URLPattern.prototype, name, { __proto__: null, get, set: undefined, enumerable: true, configurable: false });
});
Object.assign(URLPattern.prototype, methods);
Object.defineProperty(URLPattern.prototype, 'constructor', { __proto__: null, value: URLPattern, writable: true, configurable: true });

module.exports = { URLPattern };
