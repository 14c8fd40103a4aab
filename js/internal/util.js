'use strict';

// Small helpers that many builtins share, with Node's names.

const { uvErrmapGet } = require('internal/errors');
const { promisify, kCustomPromisifyArgs } = require('internal/util/promisify');
const deprecation = require('internal/util/deprecate');
const { isNativeError } = internalBinding('types');

const kEmptyObject = Object.freeze({ __proto__: null });
const kEnumerableProperty = Object.freeze({ __proto__: null, enumerable: true });

const isWindows = process.platform === 'win32';
const isMacOS = process.platform === 'darwin';

// An error may come from another realm (not instanceof) or be made by Object.create(Error.prototype) (not native).
const instanceOfError = Function.prototype[Symbol.hasInstance].bind(Error);
function isError(value) {
  return isNativeError(value) || instanceOfError(value);
}

const kColors = /\u001b\[\d\d?m/g;
function removeColors(text) {
  return text.replace(kColors, '');
}

// -- Encodings and signals -----------------------------------------------------------------------------------------------------------------

const kEncodings = {
  '__proto__': null,
  'utf8': 'utf8',
  'utf-8': 'utf8',
  'ucs2': 'utf16le',
  'ucs-2': 'utf16le',
  'utf16le': 'utf16le',
  'utf-16le': 'utf16le',
  'latin1': 'latin1',
  'binary': 'latin1',
  'ascii': 'ascii',
  'hex': 'hex',
  'base64': 'base64',
  'base64url': 'base64url',
};

// Undefined for an unknown encoding; utf8 for none.
function normalizeEncoding(encoding) {
  if (encoding == null || encoding === 'utf8' || encoding === 'utf-8' || encoding === '') return 'utf8';
  if (typeof encoding !== 'string') return undefined;
  return kEncodings[encoding] ?? kEncodings[encoding.toLowerCase()];
}

// The numbers C++ knows the encodings by (runtime/bindings/encoding): the order is a contract.
const encodings = ['ascii', 'utf8', 'base64', 'utf16le', 'latin1', 'hex', 'buffer', 'base64url'];
const encodingsMap = { __proto__: null };
for (let i = 0; i < encodings.length; i++) encodingsMap[encodings[i]] = i;

const signals = () => internalBinding('constants').os.signals;

function convertToValidSignal(signal) {
  if (typeof signal === 'number' && Object.values(signals()).includes(signal)) return signal;
  if (typeof signal === 'string') {
    const number = signals()[signal.toUpperCase()];
    if (number) return number;
  }
  const { codes: { ERR_UNKNOWN_SIGNAL } } = require('internal/errors');
  throw new ERR_UNKNOWN_SIGNAL(signal);
}

// -- System errors -------------------------------------------------------------------------------------------------------------------------

function getSystemErrorName(errno) {
  return uvErrmapGet(errno)?.[0] ?? `Unknown system error ${errno}`;
}

function getSystemErrorMessage(errno) {
  return internalBinding('uv').getErrorMessage(errno);
}

function getSystemErrorMap() {
  return internalBinding('uv').getErrorMap();
}

// -- Classes and functions -----------------------------------------------------------------------------------------------------------------

// A function that makes instances of `type` with and without `new`.
function createClassWrapper(type) {
  function fn(...args) {
    return Reflect.construct(type, args, new.target || type);
  }
  Object.defineProperties(fn, {
    name: { __proto__: null, value: type.name },
    length: { __proto__: null, value: type.length },
  });
  Object.setPrototypeOf(fn, type);
  fn.prototype = type.prototype;
  return fn;
}

function getConstructorOf(object) {
  for (; object; object = Object.getPrototypeOf(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
    if (typeof descriptor?.value === 'function' && descriptor.value.name !== '') return descriptor.value;
  }
  return null;
}

function assignFunctionName(name, fn, descriptor = kEmptyObject) {
  return Object.defineProperty(fn, 'name', {
    __proto__: null,
    writable: false,
    enumerable: false,
    configurable: true,
    ...Object.getOwnPropertyDescriptor(fn, 'name'),
    ...descriptor,
    value: typeof name === 'symbol' ? `[${name.description}]` : name,
  });
}

function once(callback, { preserveReturnValue = false } = kEmptyObject) {
  let called = false;
  let result;
  return function(...args) {
    if (called) return result;
    called = true;
    const value = Reflect.apply(callback, this, args);
    result = preserveReturnValue ? value : undefined;
    return value;
  };
}

function getLazy(initialize) {
  let value;
  let done = false;
  return function() {
    if (!done) {
      value = initialize();
      done = true;
    }
    return value;
  };
}

function cachedResult(fn) {
  let result;
  return () => {
    result ??= fn();
    return result.slice();
  };
}

// -- Properties ----------------------------------------------------------------------------------------------------------------------------

function define(target, name, value, enumerable) {
  return Object.defineProperty(target, name, { __proto__: null, value, configurable: true, enumerable, writable: true });
}

// Web IDL: operations are enumerable, interfaces and namespaces are not.
const defineOperation = (target, name, method) => { define(target, name, method, true); };
const exposeInterface = (target, name, value) => { define(target, name, value, false); };
const exposeNamespace = exposeInterface;

function exposeGetterAndSetter(target, name, get, set = undefined) {
  Object.defineProperty(target, name, { __proto__: null, configurable: true, enumerable: false, get, set });
}

function setOwnProperty(object, key, value) {
  return define(object, key, value, true);
}

// Properties that load builtin `id` when first read, and then are plain ones.
function defineLazyProperties(target, id, keys, enumerable = true) {
  for (const key of keys) {
    const get = assignFunctionName(key, function() {
      const value = require(id)[key];
      set(value);
      return value;
    });
    const set = assignFunctionName(key, function(value) {
      define(target, key, value, enumerable);
    });
    Object.defineProperty(target, key, { __proto__: null, configurable: true, enumerable, get, set });
  }
}

function exposeLazyInterfaces(target, id, keys) {
  defineLazyProperties(target, id, keys, false);
}

// The same for attributes that stay accessors; `check` may throw for a wrong `this`.
function defineReplaceableLazyAttribute(target, id, keys, writable = true, check = undefined) {
  for (const key of keys) {
    let value;
    let replaced = false;
    function get() {
      if (check !== undefined) Reflect.apply(check, this, []);
      if (!replaced) value ??= require(id)[key];
      return value;
    }
    function set(given) {
      replaced = true;
      value = given;
    }
    Object.defineProperty(target, key, {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get: assignFunctionName(`get ${key}`, get),
      set: writable ? assignFunctionName(`set ${key}`, set) : undefined,
    });
  }
}

function filterOwnProperties(source, keys) {
  const filtered = { __proto__: null };
  for (const key of keys) {
    if (Object.hasOwn(source, key)) filtered[key] = source[key];
  }
  return filtered;
}

// -- Lists ---------------------------------------------------------------------------------------------------------------------------------

function join(list, separator) {
  return list.join(separator);
}

function spliceOne(list, index) {
  for (; index + 1 < list.length; index++) list[index] = list[index + 1];
  list.pop();
}

// Sorted, and one of each that differs only in case: the last one, or all in lower case.
function filterDuplicateStrings(items, low) {
  const map = new Map();
  for (const item of items) {
    const key = item.toLowerCase();
    map.set(key, low ? key : item);
  }
  return [...map.values()].sort();
}

// -- The world -----------------------------------------------------------------------------------------------------------------------------

const kUnderNodeModules = /^(?:.*)[\\/]node_modules[\\/]/;
function isUnderNodeModules(filename) {
  return Boolean(filename) && kUnderNodeModules.test(filename);
}

// Whether the code that called the builtin lies in a package.
function isInsideNodeModules() {
  const caller = new Error().stack.split('\n').slice(1).find((line) => !/[( ](?:node|isoscope):/.test(line));
  return caller !== undefined && /[\\/]node_modules[\\/]/i.test(caller);
}

let cwdUrl;
let cwdOfUrl;
function getCWDURL() {
  const { pathToFileURL } = require('internal/url');
  let cwd;
  try {
    cwd = process.cwd();
  } catch {
    cwdUrl ??= pathToFileURL('/');  // The directory is gone: what was known, or the root.
  }
  if (cwd != null && cwd !== cwdOfUrl) {
    cwdUrl = pathToFileURL(`${cwd}/`);
    cwdOfUrl = cwd;
  }
  return cwdUrl;
}

const kHandleTypes = ['TCP', 'TTY', 'UDP', 'FILE', 'PIPE', 'UNKNOWN'];
function guessHandleType(fd) {
  return kHandleTypes[internalBinding('util').guessHandleType(fd)];
}

function sleep(msec) {
  require('internal/validators').validateUint32(msec, 'msec');
  internalBinding('util').sleep(msec);
}

const lazyDOMExceptionClass = () => require('internal/domexception').DOMException;

function lazyDOMException(message, name) {
  const DOMException = lazyDOMExceptionClass();
  return require('internal/errors').hideFrom(new DOMException(message, name), lazyDOMException);
}

// A reference that is weak until somebody counts on it.
class WeakReference {
  #weak;
  #strong = null;
  #count = 0;

  constructor(object) { this.#weak = new WeakRef(object); }

  incRef() {
    if (++this.#count === 1) this.#strong = this.#weak.deref() ?? null;
    return this.#count;
  }

  decRef() {
    if (--this.#count === 0) this.#strong = null;
    return this.#count;
  }

  get() { return this.#strong ?? this.#weak.deref(); }
}

// Constants of other libraries that are always there in ours.
function assertCrypto() {}

function getCIDR(address, netmask, family) {
  return require('internal/util/cidr').getCIDR(address, netmask, family);
}

module.exports = {
  ...deprecation,
  WeakReference,
  assertCrypto,
  assignFunctionName,
  cachedResult,
  convertToValidSignal,
  createClassWrapper,
  customInspectSymbol: Symbol.for('nodejs.util.inspect.custom'),
  customPromisifyArgs: kCustomPromisifyArgs,
  defineLazyProperties,
  defineOperation,
  defineReplaceableLazyAttribute,
  encodingsMap,
  exposeGetterAndSetter,
  exposeInterface,
  exposeLazyInterfaces,
  exposeNamespace,
  filterDuplicateStrings,
  filterOwnProperties,
  getCIDR,
  getCWDURL,
  getConstructorOf,
  getLazy,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  guessHandleType,
  isError,
  isMacOS,
  isInsideNodeModules,
  isUnderNodeModules,
  isWindows,
  join,
  kEmptyObject,
  kEnumerableProperty,
  kIsEncodingSymbol: Symbol('kIsEncodingSymbol'),
  kVmBreakFirstLineSymbol: Symbol('kVmBreakFirstLineSymbol'),
  lazy: getLazy,
  lazyDOMException,
  lazyDOMExceptionClass,
  normalizeEncoding,
  once,
  promisify,
  removeColors,
  setOwnProperty,
  sleep,
  spliceOne,
};
