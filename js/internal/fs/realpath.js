'use strict';

// Errors of realpath(). The native call resolves paths; where it fails, Node (which walks the path itself) names the part that failed, or ends
// at a link to a pipe or socket, which has no path of its own (/dev/stdin).

const { FsError, requestError } = require('internal/fs/errors');
const { inEncoding, wantsBytes } = require('internal/fs/options');
const { pathToString } = require('internal/fs/paths');
const { UV_ELOOP } = internalBinding('uv');

const binding = internalBinding('fs');

const { S_IFIFO, S_IFMT, S_IFSOCK } = internalBinding('constants').fs;
const { statValues } = internalBinding('env').fields;
const kMode = 1;  // In statValues, where a call leaves what it found.

// The first part of the path that cannot be examined: [error number, system call, path]. A path that ends in a pipe: [0, 'realpath', path].
function findFailure(error, path) {
  const { resolve, dirname, sep } = require('path');
  let current = '/';
  let rest = resolve(pathToString(path)).split(sep).filter(Boolean);
  let endsInPipe = false;
  for (let links = 0; rest.length > 0;) {
    current = current === '/' ? `/${rest.shift()}` : `${current}/${rest.shift()}`;
    const found = binding.lstat(current, false);
    if (found < 0 && endsInPipe) return [0, 'realpath', [current, ...rest].join('/')];
    if (found < 0) return [found, 'lstat', current];
    const target = binding.readlink(current, false);
    if (typeof target !== 'string') continue;  // No symbolic link.
    const reached = binding.stat(current, false);
    if (reached < 0) return [reached, 'stat', current];
    const format = statValues[kMode] & S_IFMT;
    endsInPipe = format === S_IFIFO || format === S_IFSOCK;
    if (++links > 255) return [UV_ELOOP, 'stat', current];
    rest = resolve(dirname(current), target).split(sep).filter(Boolean).concat(rest);
    current = '/';
  }
  return [error, 'realpath', path];  // It went away meanwhile, or came.
}

function found(path, encoding) {
  return wantsBytes(encoding) ? inEncoding(require('buffer').Buffer.from(path), encoding) : path;
}

// The path, or an error thrown.
function realpathAfter(error, path, encoding) {
  const { 0: errno, 1: syscall, 2: part } = findFailure(error, path);
  if (errno === 0) return found(part, encoding);
  throw new FsError(errno, syscall, part);
}

// The same for the callback form: failing is rare enough to look synchronously.
function findRealpathError(error, path, encoding, callback) {
  if (typeof error !== 'number') {
    callback(error);
    return;
  }
  const { 0: errno, 1: syscall, 2: part } = findFailure(error, path);
  if (errno === 0) callback(null, found(part, encoding));
  else callback(requestError(errno, syscall, part));
}

module.exports = { findRealpathError, realpathAfter };
