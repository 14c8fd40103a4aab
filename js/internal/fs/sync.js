'use strict';

// The synchronous functions of fs. A native function called without a request returns its value or a negative libuv number.

const { FsError } = require('internal/fs/errors');
const {
  accessMode, copyMode, getOptions, getValidatedFd, getValidatedPath, parseFileMode, pathOrFd, pathToResolve, stringToFlags, toUnixTimestamp,
  validateBufferArray, validateOwner, writePosition,
} = require('internal/fs/paths');
const {
  appendOptions, inEncoding, kBuffer, kLinkTypes, mkdirOptions, mkdtempTemplate, namesInEncoding, readKind, readdirOptions, rmIsDirectory,
  rmOptions, wantsBytes, writeData, writeOptions,
} = require('internal/fs/options');
const { readArguments, writeArguments } = require('internal/fs/io_arguments');
const { statFsFromFields, statsFromFields } = require('internal/fs/stats');
const { validateInteger, validateObject, validateOneOf } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { UV_EINVAL, UV_EISDIR, UV_ENOENT, UV_ENOTDIR } = internalBinding('uv');

const { closing, opened } = require('internal/fs/unmanaged');

const { Buffer } = require('buffer');
const pool = require('internal/buffer_pool');

const binding = internalBinding('fs');
const { readFileInto } = binding;

function accessSync(path, mode) {
  path = getValidatedPath(path);
  const result = binding.access(path, accessMode(mode));
  if (result < 0) throw new FsError(result, 'access', path);
}

function existsSync(path) {
  try {
    path = getValidatedPath(path);
  } catch (error) {
    if (error.code === 'ERR_INVALID_ARG_TYPE') warnAboutExists();
    return false;
  }
  return binding.existsSync(path);
}

let warnedAboutExists = false;
function warnAboutExists() {
  if (warnedAboutExists) return;
  warnedAboutExists = true;
  process.emitWarning('Passing invalid argument types to fs.existsSync is deprecated', 'DeprecationWarning', 'DEP0187');
}

// -- Open files ----------------------------------------------------------------------------------------------------------------------------

function openSync(path, flags, mode) {
  path = getValidatedPath(path);
  const result = binding.open(path, stringToFlags(flags), parseFileMode(mode, 'mode', 0o666));
  if (result < 0) throw new FsError(result, 'open', path);
  opened(result);
  return result;
}

function closeSync(fd) {
  closing(getValidatedFd(fd));
  const result = binding.close(fd);
  if (result < 0) throw new FsError(result, 'close');
}

function readSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  const to = readArguments(buffer, offsetOrOptions, length, position, arguments.length <= 3);
  if (to.length === 0) return 0;
  const result = binding.read(fd, to.buffer, to.offset, to.length, to.position);
  if (result < 0) throw new FsError(result, 'read');
  return result;
}

function readvSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (buffers.length === 0) throw new FsError(UV_EINVAL, 'read');
  const result = binding.readv(fd, buffers, writePosition(position));
  if (result < 0) throw new FsError(result, 'read');
  return result;
}

function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  const from = writeArguments(buffer, offsetOrOptions, length, position);
  if (from.length === 0) return 0;
  const result = binding.write(fd, from.buffer, from.offset, from.length, from.position);
  if (result < 0) throw new FsError(result, 'write');
  return result;
}

function writevSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (buffers.length === 0) return 0;
  const result = binding.writev(fd, buffers, writePosition(position));
  if (result < 0) throw new FsError(result, 'write');
  return result;
}

function ftruncateSync(fd, len = 0) {
  validateInteger(len, 'len');
  const result = binding.ftruncate(getValidatedFd(fd), Math.max(0, len));
  if (result < 0) throw new FsError(result, 'ftruncate');
}

function truncateSync(path, len) {
  if (len === undefined) len = 0;
  const fd = openSync(path, 'r+');
  try {
    ftruncateSync(fd, len);
  } finally {
    closeSync(fd);
  }
}

function fsyncSync(fd) {
  const result = binding.fsync(getValidatedFd(fd));
  if (result < 0) throw new FsError(result, 'fsync');
}

function fdatasyncSync(fd) {
  const result = binding.fdatasync(getValidatedFd(fd));
  if (result < 0) throw new FsError(result, 'fdatasync');
}

// -- Whole files ---------------------------------------------------------------------------------------------------------------------------

function readFileSync(path, options) {
  options = getOptions(options, kEmptyObject);
  const { encoding } = options;
  const kind = readKind(encoding);
  const target = pathOrFd(path);
  const flags = stringToFlags(options.flag);
  if (kind !== kBuffer) return binding.readFile(target, flags, kind);
  const data = pool.allocateRead(readFileInto, target, flags, Buffer.poolSize);
  return encoding && encoding !== 'buffer' ? data.toString(encoding) : data;
}

function writeFileSync(path, data, options) {
  const { encoding, flags, mode, flush } = writeOptions(options);
  data = writeData(data, encoding);
  binding.writeFile(pathOrFd(path), data, flags, mode, flush);
}

function appendFileSync(path, data, options) {
  const { encoding, flags, mode, flush } = appendOptions(options);
  data = writeData(data, encoding);
  binding.writeFile(pathOrFd(path), data, flags, mode, flush);
}

function copyFileSync(src, dest, mode) {
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  const result = binding.copyFile(src, dest, copyMode(mode));
  if (result < 0) throw new FsError(result, 'copyfile', src, dest);
}

// -- Stat ----------------------------------------------------------------------------------------------------------------------------------

const kStatDefaults = { bigint: false, throwIfNoEntry: true };

function statSync(path, options = kStatDefaults) {
  path = getValidatedPath(path);
  const bigint = Boolean(options?.bigint);
  const result = binding.stat(path, bigint);
  if (result === 0) return statsFromFields(bigint);
  if (options?.throwIfNoEntry === false && (result === UV_ENOENT || result === UV_ENOTDIR)) return undefined;
  throw new FsError(result, 'stat', path);
}

function lstatSync(path, options = kStatDefaults) {
  path = getValidatedPath(path);
  const bigint = Boolean(options?.bigint);
  const result = binding.lstat(path, bigint);
  if (result === 0) return statsFromFields(bigint);
  if (options?.throwIfNoEntry === false && (result === UV_ENOENT || result === UV_ENOTDIR)) return undefined;
  throw new FsError(result, 'lstat', path);
}

function fstatSync(fd, options = kStatDefaults) {
  const bigint = Boolean(options?.bigint);
  const result = binding.fstat(getValidatedFd(fd), bigint);
  if (result < 0) throw new FsError(result, 'fstat');
  return statsFromFields(bigint);
}

function statfsSync(path, options = kStatDefaults) {
  path = getValidatedPath(path);
  const bigint = Boolean(options?.bigint);
  const result = binding.statfs(path, bigint);
  if (result < 0) throw new FsError(result, 'statfs', path);
  return statFsFromFields(bigint);
}

// -- Directories and names -----------------------------------------------------------------------------------------------------------------

function mkdirSync(path, options) {
  const { mode, recursive } = mkdirOptions(options);
  path = getValidatedPath(path);
  if (recursive) return binding.makeDirectories(path, mode);
  const result = binding.mkdir(path, mode);
  if (result < 0) throw new FsError(result, 'mkdir', path);
}

function mkdtempSync(prefix, options) {
  const { encoding } = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  const result = binding.mkdtemp(prefix, wantsBytes(encoding));
  if (typeof result === 'number') throw new FsError(result, 'mkdtemp', mkdtempTemplate(prefix));
  return inEncoding(result, encoding);
}

function mkdtempDisposableSync(prefix, options) {
  const path = mkdtempSync(prefix, options);
  const fullPath = require('path').resolve(process.cwd(), typeof path === 'string' ? path : path.toString());
  const remove = () => { rmSync(fullPath, { maxRetries: 0, recursive: true, force: true, retryDelay: 0 }); };
  return { path, remove, [Symbol.dispose]() { remove(); } };
}

function readdirSync(path, options) {
  options = readdirOptions(options);
  path = getValidatedPath(path);
  const { encoding } = options;
  if (options.recursive) return require('internal/fs/readdir_recursive').readdirRecursiveSync(path, options);
  const result = binding.readDirectory(path, wantsBytes(encoding), Boolean(options.withFileTypes));
  if (typeof result === 'number') throw new FsError(result, 'scandir', path);
  if (options.withFileTypes) {
    result[0] = namesInEncoding(result[0], encoding);
    return require('internal/fs/dirent').direntsSync(path, result);
  }
  return namesInEncoding(result, encoding);
}

function rmSync(path, options) {
  const { recursive, force, maxRetries, retryDelay } = rmOptions(options);
  path = getValidatedPath(path);
  const result = binding.removeTree(path, force, recursive, maxRetries, retryDelay);
  if (result === UV_EISDIR) throw rmIsDirectory(path);
}

function rmdirSync(path, options) {
  path = getValidatedPath(path);
  if (options?.recursive) {
    require('internal/fs/deprecations').warnAboutRecursiveRmdir();
    const { maxRetries, retryDelay } = rmOptions(options);
    const stats = lstatSync(path);
    if (!stats.isDirectory()) throw new FsError(UV_ENOTDIR, 'rmdir', path);
    binding.removeTree(path, false, true, maxRetries, retryDelay);
    return;
  }
  if (options !== undefined) validateObject(options, 'options');
  const result = binding.rmdir(path);
  if (result < 0) throw new FsError(result, 'rmdir', path);
}

function renameSync(oldPath, newPath) {
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  const result = binding.rename(oldPath, newPath);
  if (result < 0) throw new FsError(result, 'rename', oldPath, newPath);
}

function unlinkSync(path) {
  path = getValidatedPath(path);
  const result = binding.unlink(path);
  if (result < 0) throw new FsError(result, 'unlink', path);
}

function linkSync(existingPath, newPath) {
  existingPath = getValidatedPath(existingPath, 'existingPath');
  newPath = getValidatedPath(newPath, 'newPath');
  const result = binding.link(existingPath, newPath);
  if (result < 0) throw new FsError(result, 'link', existingPath, newPath);
}

function symlinkSync(target, path, type) {
  validateOneOf(type, 'type', kLinkTypes);
  target = getValidatedPath(target, 'target');
  path = getValidatedPath(path);
  const result = binding.symlink(target, path);
  if (result < 0) throw new FsError(result, 'symlink', target, path);
}

function readlinkSync(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  const result = binding.readlink(path, wantsBytes(encoding));
  if (typeof result === 'number') throw new FsError(result, 'readlink', path);
  return inEncoding(result, encoding);
}

function realpathSync(path, options) {
  const { encoding } = getOptions(options);
  path = pathToResolve(path);
  const result = binding.realpath(path, wantsBytes(encoding));
  if (typeof result !== 'number') return inEncoding(result, encoding);
  return require('internal/fs/realpath').realpathAfter(result, path, encoding);
}

realpathSync.native = function realpathSync(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  const result = binding.realpath(path, wantsBytes(encoding));
  if (typeof result === 'number') throw new FsError(result, 'realpath', path);
  return inEncoding(result, encoding);
};

// -- Modes, owners, times ------------------------------------------------------------------------------------------------------------------

function chmodSync(path, mode) {
  path = getValidatedPath(path);
  const result = binding.chmod(path, parseFileMode(mode, 'mode'));
  if (result < 0) throw new FsError(result, 'chmod', path);
}

function fchmodSync(fd, mode) {
  mode = parseFileMode(mode, 'mode');
  const result = binding.fchmod(getValidatedFd(fd), mode);
  if (result < 0) throw new FsError(result, 'fchmod');
}

function chownSync(path, uid, gid) {
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  const result = binding.chown(path, uid, gid);
  if (result < 0) throw new FsError(result, 'chown', path);
}

function fchownSync(fd, uid, gid) {
  validateOwner(uid, gid);
  const result = binding.fchown(getValidatedFd(fd), uid, gid);
  if (result < 0) throw new FsError(result, 'fchown');
}

function lchownSync(path, uid, gid) {
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  const result = binding.lchown(path, uid, gid);
  if (result < 0) throw new FsError(result, 'lchown', path);
}

function utimesSync(path, atime, mtime) {
  path = getValidatedPath(path);
  const result = binding.utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime));
  if (result < 0) throw new FsError(result, 'utime', path);
}

function futimesSync(fd, atime, mtime) {
  atime = toUnixTimestamp(atime, 'atime');
  mtime = toUnixTimestamp(mtime, 'mtime');
  const result = binding.futimes(getValidatedFd(fd), atime, mtime);
  if (result < 0) throw new FsError(result, 'futime');
}

function lutimesSync(path, atime, mtime) {
  path = getValidatedPath(path);
  const result = binding.lutimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime));
  if (result < 0) throw new FsError(result, 'lutime', path);
}

module.exports = {
  accessSync, appendFileSync, chmodSync, chownSync, closeSync, copyFileSync, existsSync, fchmodSync, fchownSync, fdatasyncSync, fstatSync,
  fsyncSync, ftruncateSync, futimesSync, lchownSync, linkSync, lstatSync, lutimesSync, mkdirSync, mkdtempDisposableSync, mkdtempSync,
  openSync, readFileSync, readSync, readdirSync, readlinkSync, readvSync, realpathSync, renameSync, rmSync, rmdirSync, statSync, statfsSync,
  symlinkSync, truncateSync, unlinkSync, utimesSync, writeFileSync, writeSync, writevSync,
};
