'use strict';

// What failed file system calls throw: "ENOENT: no such file or directory, open 'x'" with errno, code, syscall, path and dest.

const { Error } = globalThis;
const { AbortError, hideFrom, isErrorStackTraceLimitWritable, uvErrmapGet } = require('internal/errors');

const kUnknown = ['UNKNOWN', 'unknown error'];

function pathText(path) {
  if (typeof path === 'string') return path;
  return require('buffer').Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString();
}

class FsError extends Error {
  constructor(errno, syscall, path, dest) {
    const { 0: code, 1: text } = uvErrmapGet(errno) ?? kUnknown;
    if (path !== undefined) path = pathText(path);
    if (dest !== undefined) dest = pathText(dest);
    let message = `${code}: ${text}, ${syscall}`;
    if (path !== undefined) message += ` '${path}'`;
    if (dest !== undefined) message += ` -> '${dest}'`;
    super(message);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    if (path !== undefined) this.path = path;
    if (dest !== undefined) this.dest = dest;
  }
}
// Users see plain Errors: `constructor` is found on Error.prototype.
delete FsError.prototype.constructor;

// The error of a request that failed. `error` is a libuv number, or an Error when the operation was made of several calls. Nobody's
// code is on the stack when the loop calls back, so that, as in Node, none is shown.
function requestError(error, syscall, path, dest) {
  if (typeof error !== 'number') return error;
  if (!isErrorStackTraceLimitWritable()) return new FsError(error, syscall, path, dest);
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return new FsError(error, syscall, path, dest);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function abortError(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

module.exports = { FsError, abortError, hideFrom, requestError };
