'use strict';

// The callback functions of fs: each checks its arguments, throws what is wrong with them, and starts one request on the pool.

const { FsError, abortError, requestError } = require('internal/fs/errors');
const {
  accessMode, copyMode, getOptions, getValidatedFd, getValidatedPath, parseFileMode, pathOrFd, pathToResolve, stringToFlags,
  toUnixTimestamp, validateBufferArray, validateOwner, validateStringOrView, writePosition,
} = require('internal/fs/paths');
const {
  appendOptions, inEncoding, kBuffer, kLinkTypes, mkdirOptions, mkdtempTemplate, namesInEncoding, readKind, readdirOptions, rmIsDirectory,
  rmOptions, wantsBytes, writeData, writeOptions,
} = require('internal/fs/options');
const { abortable, checkCallback, forStats, forValue, forVoid, newRequest } = require('internal/fs/request');
const { readArguments, writeArguments } = require('internal/fs/io_arguments');
const { validateBuffer, validateFunction, validateInteger, validateOneOf } = require('internal/validators');
const { customPromisifyArgs, kEmptyObject } = require('internal/util');
const { UV_EINVAL, UV_EISDIR, UV_ENOTDIR } = internalBinding('uv');
const { statFsFromFields } = require('internal/fs/stats');

const { closing, opened } = require('internal/fs/unmanaged');

const binding = internalBinding('fs');

function access(path, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = undefined;
  }
  path = getValidatedPath(path);
  checkCallback(callback);
  binding.access(path, accessMode(mode), forVoid(callback, 'access', path));
}

function exists(path, callback) {
  validateFunction(callback, 'cb');
  try {
    path = getValidatedPath(path);
  } catch {
    callback(false);
    return;
  }
  binding.access(path, 0, forVoid((error) => { callback(!error); }, 'access', path));
}
Object.defineProperty(exists, require('internal/util').promisify.custom, {
  __proto__: null,
  value: function exists(path) {  // eslint-disable-line func-name-matching
    return new Promise((resolve) => { module.exports.exists(path, resolve); });
  },
});

// -- Open files ----------------------------------------------------------------------------------------------------------------------------

function open(path, flags, mode, callback) {
  path = getValidatedPath(path);
  if (arguments.length < 3) {
    callback = flags;
    flags = 'r';
    mode = 0o666;
  } else if (typeof mode === 'function') {
    callback = mode;
    mode = 0o666;
  } else {
    mode = parseFileMode(mode, 'mode', 0o666);
  }
  flags = stringToFlags(flags);
  checkCallback(callback);
  const done = (error, fd) => {
    if (!error) opened(fd);
    Reflect.apply(callback, undefined, [error, fd]);
  };
  binding.open(path, flags, mode, forValue(done, 'open', path));
}

function reportUncaught(error) {
  if (error !== null) throw error;
}

function close(fd, callback = reportUncaught) {
  checkCallback(callback);
  fd = getValidatedFd(fd);
  closing(fd);
  binding.close(fd, forVoid(callback, 'close'));
}

// read(fd, buffer, offset, length, position, cb), read(fd, buffer[, options], cb), read(fd[, options], cb)
function read(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let hasOptions = false;
  if (arguments.length <= 4) {
    hasOptions = true;
    if (arguments.length === 4) {
      callback = length;  // (fd, buffer, options, cb)
    } else if (arguments.length === 3) {
      callback = offsetOrOptions;  // (fd, buffer or options, cb)
      offsetOrOptions = undefined;
      if (!ArrayBuffer.isView(buffer)) {
        offsetOrOptions = buffer;
        buffer = offsetOrOptions?.buffer ?? require('buffer').Buffer.alloc(16384);
      }
    } else {
      callback = buffer;  // (fd, cb)
      offsetOrOptions = undefined;
      buffer = require('buffer').Buffer.alloc(16384);
    }
    length = undefined;
    position = undefined;
  }
  validateBuffer(buffer);
  checkCallback(callback);
  const to = readArguments(buffer, offsetOrOptions, length, position, hasOptions);
  if (to.length === 0) {
    process.nextTick(() => { callback(null, 0, to.buffer); });
    return;
  }
  binding.read(fd, to.buffer, to.offset, to.length, to.position, forBytes(callback, 'read', to.buffer));
}
Object.defineProperty(read, customPromisifyArgs, { __proto__: null, value: ['bytesRead', 'buffer'], enumerable: false });

// callback(error, count, what was read or written): Node gives all three also when it failed.
function completeBytes(error, count) {
  const { callback } = this;
  if (error === 0) callback(null, count, this.data);
  else callback(requestError(error, this.syscall), 0, this.data);
}
function forBytes(callback, syscall, data) {
  const request = newRequest(completeBytes, callback, syscall);
  request.data = data;  // Keeps the memory that the pool works on.
  return request;
}

function readv(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback = checkCallback(callback ?? position);
  if (buffers.length === 0) {
    process.nextTick(callback, requestError(UV_EINVAL, 'read'), 0, buffers);
    return;
  }
  binding.readv(fd, buffers, writePosition(position), forBytes(callback, 'read', buffers));
}
Object.defineProperty(readv, customPromisifyArgs, { __proto__: null, value: ['bytesRead', 'buffers'], enumerable: false });

// write(fd, buffer[, offset[, length[, position]]], cb), write(fd, buffer, options, cb), write(fd, string[, position[, encoding]], cb)
function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  validateStringOrView(buffer, 'buffer');
  callback = checkCallback(callback || position || length || offsetOrOptions);
  const from = writeArguments(buffer, offsetOrOptions, length, position);
  if (from.length === 0) {
    process.nextTick(() => { callback(null, 0, buffer); });
    return;
  }
  const request = forBytes(callback, 'write', buffer);
  request.bytes = from.buffer;
  binding.write(fd, from.buffer, from.offset, from.length, from.position, request);
}
Object.defineProperty(write, customPromisifyArgs, { __proto__: null, value: ['bytesWritten', 'buffer'], enumerable: false });

function writev(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback = checkCallback(callback || position);
  if (buffers.length === 0) {
    process.nextTick(callback, null, 0, buffers);
    return;
  }
  binding.writev(fd, buffers, writePosition(position), forBytes(callback, 'write', buffers));
}
Object.defineProperty(writev, customPromisifyArgs, { __proto__: null, value: ['bytesWritten', 'buffer'], enumerable: false });

function ftruncate(fd, len = 0, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  }
  validateInteger(len, 'len');
  checkCallback(callback);
  fd = getValidatedFd(fd);
  binding.ftruncate(fd, Math.max(0, len), forVoid(callback, 'ftruncate'));
}

function truncate(path, len, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  } else if (len === undefined) {
    len = 0;
  }
  validateInteger(len, 'len');
  checkCallback(callback);
  open(path, 'r+', 0o666, (openError, fd) => {
    if (openError) {
      callback(openError);
      return;
    }
    ftruncate(fd, len, (error) => {
      close(fd, (closeError) => { callback(error ?? closeError); });
    });
  });
}

function fsync(fd, callback) {
  checkCallback(callback);
  binding.fsync(getValidatedFd(fd), forVoid(callback, 'fsync'));
}

function fdatasync(fd, callback) {
  checkCallback(callback);
  binding.fdatasync(getValidatedFd(fd), forVoid(callback, 'fdatasync'));
}

// -- Whole files ---------------------------------------------------------------------------------------------------------------------------

function decoding(callback, encoding) {
  return (error, data) => {
    if (error) {
      callback(error);
      return;
    }
    let text;
    try {
      text = data.toString(encoding);
    } catch (tooLong) {
      callback(tooLong);
      return;
    }
    callback(null, text);
  };
}

function readFile(path, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  const { encoding, flag, signal } = getOptions(options, kEmptyObject);
  const target = pathOrFd(path);
  const flags = stringToFlags(flag);
  if (signal?.aborted) {
    callback(abortError(signal));
    return;
  }
  const kind = readKind(encoding);
  if (kind === kBuffer && encoding && encoding !== 'buffer') callback = decoding(callback, encoding);
  binding.readFile(target, flags, kind, abortable(forValue(callback), signal));
}

function startWrite(path, data, { encoding, flags, mode, flush, signal }, callback) {
  const bytes = writeData(data, encoding);
  const target = pathOrFd(path);
  if (signal?.aborted) {
    callback(abortError(signal));
    return;
  }
  binding.writeFile(target, bytes, flags, mode, flush, abortable(forVoid(callback), signal));
}

function writeFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  startWrite(path, data, writeOptions(options), callback);
}

function appendFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  startWrite(path, data, appendOptions(options), callback);
}

function copyFile(src, dest, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = 0;
  }
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  checkCallback(callback);
  mode = copyMode(mode);
  binding.copyFile(src, dest, mode, forVoid(callback, 'copyfile', src, dest));
}

// -- Stat ----------------------------------------------------------------------------------------------------------------------------------

function stat(path, options = undefined, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkCallback(callback);
  path = getValidatedPath(path);
  const bigint = Boolean(options?.bigint);
  binding.stat(path, bigint, forStats(callback, bigint, 'stat', path));
}

function lstat(path, options = undefined, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkCallback(callback);
  path = getValidatedPath(path);
  const bigint = Boolean(options?.bigint);
  binding.lstat(path, bigint, forStats(callback, bigint, 'lstat', path));
}

function fstat(fd, options = undefined, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkCallback(callback);
  fd = getValidatedFd(fd);
  const bigint = Boolean(options?.bigint);
  binding.fstat(fd, bigint, forStats(callback, bigint, 'fstat'));
}

function statfs(path, options = undefined, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkCallback(callback);
  path = getValidatedPath(path);
  const bigint = Boolean(options?.bigint);
  const request = newRequest(completeStatFs, callback, 'statfs', path);
  request.bigint = bigint;
  binding.statfs(path, bigint, request);
}
function completeStatFs(error) {
  const { callback } = this;
  if (error === 0) callback(null, statFsFromFields(this.bigint));
  else callback(requestError(error, this.syscall, this.path));
}

// -- Directories and names -----------------------------------------------------------------------------------------------------------------

function mkdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const { mode, recursive } = mkdirOptions(options);
  checkCallback(callback);
  path = getValidatedPath(path);
  if (recursive) binding.makeDirectories(path, mode, forValue(callback));
  else binding.mkdir(path, mode, forVoid(callback, 'mkdir', path));
}

function mkdtemp(prefix, options, callback) {
  callback = checkCallback(typeof options === 'function' ? options : callback);
  const { encoding } = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  binding.mkdtemp(prefix, wantsBytes(encoding), forPath(callback, encoding, 'mkdtemp', mkdtempTemplate(prefix)));
}

// callback(error, path), the path in the encoding asked for.
function completePath(error, path) {
  const { callback } = this;
  if (error === 0) callback(null, inEncoding(path, this.encoding));
  else callback(requestError(error, this.syscall, this.path));
}
function forPath(callback, encoding, syscall, path) {
  const request = newRequest(completePath, callback, syscall, path);
  request.encoding = encoding;
  return request;
}

function readdir(path, options, callback) {
  callback = checkCallback(typeof options === 'function' ? options : callback);
  options = readdirOptions(options);
  path = getValidatedPath(path);
  if (options.recursive) {
    require('internal/fs/readdir_recursive').readdirRecursive(path, options, callback);
    return;
  }
  const request = newRequest(completeReaddir, callback, 'scandir', path);
  request.options = options;
  binding.readDirectory(path, wantsBytes(options.encoding), Boolean(options.withFileTypes), request);
}
function completeReaddir(error, result) {
  const { callback, options: { encoding, withFileTypes }, path } = this;
  if (error !== 0) {
    callback(requestError(error, 'scandir', path));
  } else if (withFileTypes) {
    result[0] = namesInEncoding(result[0], encoding);
    require('internal/fs/dirent').direntsAsync(path, result, callback);
  } else {
    callback(null, namesInEncoding(result, encoding));
  }
}

function rm(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  path = getValidatedPath(path);
  const { recursive, force, maxRetries, retryDelay } = rmOptions(options);
  checkCallback(callback);
  const complete = (error, result) => {
    if (error) callback(error);
    else callback(result === UV_EISDIR ? rmIsDirectory(path) : null);
  };
  binding.removeTree(path, force, recursive, maxRetries, retryDelay, forValue(complete));
}

function rmdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkCallback(callback);
  path = getValidatedPath(path);
  if (!options?.recursive) {
    binding.rmdir(path, forVoid(callback, 'rmdir', path));
    return;
  }
  require('internal/fs/deprecations').warnAboutRecursiveRmdir();
  const { maxRetries, retryDelay } = rmOptions(options);
  lstat(path, (error, stats) => {
    if (error) callback(error);
    else if (!stats.isDirectory()) callback(new FsError(UV_ENOTDIR, 'rmdir', path));
    else binding.removeTree(path, false, true, maxRetries, retryDelay, forVoid(callback));
  });
}

function rename(oldPath, newPath, callback) {
  checkCallback(callback);
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  binding.rename(oldPath, newPath, forVoid(callback, 'rename', oldPath, newPath));
}

function unlink(path, callback) {
  checkCallback(callback);
  path = getValidatedPath(path);
  binding.unlink(path, forVoid(callback, 'unlink', path));
}

function link(existingPath, newPath, callback) {
  checkCallback(callback);
  existingPath = getValidatedPath(existingPath, 'existingPath');
  newPath = getValidatedPath(newPath, 'newPath');
  binding.link(existingPath, newPath, forVoid(callback, 'link', existingPath, newPath));
}

function symlink(target, path, type, callback) {
  if (callback === undefined) {
    callback = type;
    type = undefined;
  }
  checkCallback(callback);
  validateOneOf(type, 'type', kLinkTypes);
  target = getValidatedPath(target, 'target');
  path = getValidatedPath(path);
  binding.symlink(target, path, forVoid(callback, 'symlink', target, path));
}

function readlink(path, options, callback) {
  callback = checkCallback(typeof options === 'function' ? options : callback);
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  binding.readlink(path, wantsBytes(encoding), forPath(callback, encoding, 'readlink', path));
}

function realpath(path, options, callback) {
  callback = checkCallback(typeof options === 'function' ? options : callback);
  const { encoding } = getOptions(options);
  path = pathToResolve(path);
  const request = forPath(callback, encoding, 'realpath', path);
  request.oncomplete = completeRealpath;
  binding.realpath(path, wantsBytes(encoding), request);
}
function completeRealpath(error, path) {
  const { callback } = this;
  if (error === 0) callback(null, inEncoding(path, this.encoding));
  else require('internal/fs/realpath').findRealpathError(error, this.path, this.encoding, callback);
}

realpath.native = function realpath(path, options, callback) {
  callback = checkCallback(callback || options);
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  binding.realpath(path, wantsBytes(encoding), forPath(callback, encoding, 'realpath', path));
};

// -- Modes, owners, times ------------------------------------------------------------------------------------------------------------------

function chmod(path, mode, callback) {
  path = getValidatedPath(path);
  mode = parseFileMode(mode, 'mode');
  binding.chmod(path, mode, forVoid(checkCallback(callback), 'chmod', path));
}

function fchmod(fd, mode, callback) {
  mode = parseFileMode(mode, 'mode');
  checkCallback(callback);
  binding.fchmod(getValidatedFd(fd), mode, forVoid(callback, 'fchmod'));
}

function chown(path, uid, gid, callback) {
  checkCallback(callback);
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  binding.chown(path, uid, gid, forVoid(callback, 'chown', path));
}

function fchown(fd, uid, gid, callback) {
  validateOwner(uid, gid);
  checkCallback(callback);
  binding.fchown(getValidatedFd(fd), uid, gid, forVoid(callback, 'fchown'));
}

function lchown(path, uid, gid, callback) {
  checkCallback(callback);
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  binding.lchown(path, uid, gid, forVoid(callback, 'lchown', path));
}

function utimes(path, atime, mtime, callback) {
  checkCallback(callback);
  path = getValidatedPath(path);
  binding.utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), forVoid(callback, 'utime', path));
}

function futimes(fd, atime, mtime, callback) {
  atime = toUnixTimestamp(atime, 'atime');
  mtime = toUnixTimestamp(mtime, 'mtime');
  checkCallback(callback);
  binding.futimes(getValidatedFd(fd), atime, mtime, forVoid(callback, 'futime'));
}

function lutimes(path, atime, mtime, callback) {
  checkCallback(callback);
  path = getValidatedPath(path);
  binding.lutimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), forVoid(callback, 'lutime', path));
}

module.exports = {
  access, appendFile, chmod, chown, close, copyFile, exists, fchmod, fchown, fdatasync, fstat, fsync, ftruncate, futimes, lchown, link, lstat,
  lutimes, mkdir, mkdtemp, open, read, readFile, readdir, readlink, readv, realpath, rename, rm, rmdir, stat, statfs, symlink, truncate,
  unlink, utimes, writeFile, write, writev,
};
