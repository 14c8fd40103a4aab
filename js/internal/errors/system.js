'use strict';

// Errors of the operating system, by libuv's negative numbers: `code`, `errno`, `syscall` and what the call was about.

const { Error } = globalThis;

let binding;
const uv = () => binding ??= internalBinding('uv');

let errorMap;
// [name, text] of a libuv error number.
function uvErrmapGet(errno) {
  errorMap ??= uv().getErrorMap();
  return errorMap.get(errno);
}

const kUnknown = ['UNKNOWN', 'unknown error'];
const lookUp = (errno) => uvErrmapGet(errno) ?? kUnknown;

// Given by internal/errors, which requires this module.
let errors;
function connect(given) {
  errors = given;
  return { SystemError, UVException, UVExceptionWithHostPort, ErrnoException, ExceptionWithHostPort, DNSException, uvErrmapGet };
}

const lazyBuffer = () => require('buffer').Buffer;

// ERR_* errors around a system error, which is in `info`: context has code, message, syscall, and may have path and dest.
class SystemError extends Error {
  constructor(key, context) {
    super();
    let message = `${errors.getMessage(key, [], this)}: ${context.syscall} returned ${context.code} (${context.message})`;
    if (context.path !== undefined) message += ` ${context.path}`;
    if (context.dest !== undefined) message += ` => ${context.dest}`;
    this.code = key;
    const hidden = (value, writable = true) => ({ __proto__: null, value, configurable: true, enumerable: false, writable });
    const shared = (name) => ({
      __proto__: null,
      configurable: true,
      enumerable: true,
      get() { return context[name]; },
      set(value) { context[name] = value; },
    });
    const sharedPath = (name) => ({
      ...shared(name),
      get() { return context[name]?.toString(); },
      set(value) { context[name] = value ? lazyBuffer().from(value.toString()) : undefined; },
    });
    Object.defineProperties(this, {
      [errors.kIsNodeError]: hidden(true, false),
      name: hidden('SystemError'),
      message: hidden(message),
      info: { __proto__: null, value: context, configurable: true, enumerable: true, writable: false },
      errno: shared('errno'),
      syscall: shared('syscall'),
    });
    if (context.path !== undefined) Object.defineProperty(this, 'path', sharedPath('path'));
    if (context.dest !== undefined) Object.defineProperty(this, 'dest', sharedPath('dest'));
  }

  toString() { return `${this.name} [${this.code}]: ${this.message}`; }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    return require('internal/util/inspect').inspect(this, { ...options, getters: true, customInspect: false });
  }
}

// "ENOENT: no such file or directory, open 'x'". The context's other properties are copied to the error.
class UVException extends Error {
  constructor(context) {
    const { 0: code, 1: text } = lookUp(context.errno);
    const path = context.path ? context.path.toString() : undefined;
    const dest = context.dest ? context.dest.toString() : undefined;
    let message = `${code}: ${context.message || text}, ${context.syscall}`;
    if (path) message += ` '${path}'`;
    if (dest) message += ` -> '${dest}'`;
    super(message);
    for (const name of Object.keys(context)) {
      if (name !== 'message' && name !== 'path' && name !== 'dest') this[name] = context[name];
    }
    this.code = code;
    if (path) this.path = path;
    if (dest) this.dest = dest;
  }
}

function describeAddress(address, port) {
  if (port && port > 0) return ` ${address}:${port}`;
  return address ? ` ${address}` : '';
}

function setAddress(error, errno, code, syscall, address, port) {
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
}

// "listen EADDRINUSE: address already in use 127.0.0.1:80"
class UVExceptionWithHostPort extends Error {
  constructor(errno, syscall, address, port) {
    const { 0: code, 1: text } = lookUp(errno);
    super(`${syscall} ${code}: ${text}${describeAddress(address, port)}`);
    this.code = code;  // First, as Node's order of properties.
    setAddress(this, errno, code, syscall, address, port);
  }
}

// Validates, since util._exceptionWithHostPort() and its like give it what users pass.
const checkedName = (errno) => require('util').getSystemErrorName(errno);

// "connect ECONNREFUSED 127.0.0.1:80 - Local (127.0.0.1:1)"
class ExceptionWithHostPort extends Error {
  constructor(errno, syscall, address, port, additional) {
    const code = checkedName(errno);
    super(`${syscall} ${code}${describeAddress(address, port)}${additional ? ` - Local (${additional})` : ''}`);
    setAddress(this, errno, code, syscall, address, port);
  }
}

// "write EPIPE"
class ErrnoException extends Error {
  constructor(errno, syscall, original) {
    const code = checkedName(errno);
    super(`${syscall} ${code}${original ? ` ${original}` : ''}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
  }
}

// `code` is a libuv number or a c-ares name.
class DNSException extends Error {
  constructor(code, syscall, hostname) {
    let errno;
    if (typeof code === 'number') {
      errno = code;
      // Not POSIX, but what users have always seen.
      if (code === uv().UV_EAI_NODATA || code === uv().UV_EAI_NONAME) code = 'ENOTFOUND';
      else code = uvErrmapGet(code)?.[0] ?? `Unknown system error ${code}`;
    }
    super(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    if (hostname) this.hostname = hostname;
  }
}

// Users see plain Errors: `constructor` is found on Error.prototype.
for (const Class of [UVException, UVExceptionWithHostPort, ErrnoException, ExceptionWithHostPort, DNSException]) {
  delete Class.prototype.constructor;
}

module.exports = { connect };
