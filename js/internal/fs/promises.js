'use strict';

// fs/promises. Where an operation fails, the error is made where the awaits of its caller are on the stack (request.settled).

const { AbortError } = require('internal/errors');
const { FsError, abortError } = require('internal/fs/errors');
const {
  accessMode, copyMode, getOptions, getValidatedPath, parseFileMode, stringToFlags, toUnixTimestamp, validateOwner,
} = require('internal/fs/paths');
const {
  appendOptions, inEncoding, kBuffer, kLinkTypes, mkdirOptions, mkdtempTemplate, namesInEncoding, readKind, readdirOptions, rmIsDirectory,
  rmOptions, wantsBytes, writeData, writeOptions,
} = require('internal/fs/options');
const {
  cancelOn, promisedStatFs, promisedStats, promisedValue, promisedVoid, settled,
} = require('internal/fs/request');
const { kEmptyObject, promisify } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { validateObject, validateOneOf } = require('internal/validators');
const { UV_EISDIR, UV_ENOENT, UV_ENOTDIR } = internalBinding('uv');
const { fs: constants } = internalBinding('constants');

const binding = internalBinding('fs');
const fileHandle = () => require('internal/fs/file_handle');

async function access(path, mode) {
  path = getValidatedPath(path);
  mode = accessMode(mode);
  const request = promisedVoid();
  binding.access(path, mode, request);
  return await settled(request, 'access', path);
}

async function open(path, flags, mode) {
  path = getValidatedPath(path);
  flags = stringToFlags(flags);
  mode = parseFileMode(mode, 'mode', 0o666);
  const request = promisedValue();
  binding.open(path, flags, mode, request);
  return fileHandle().newFileHandle(await settled(request, 'open', path));
}

// -- Whole files ---------------------------------------------------------------------------------------------------------------------------

// The value of a request that `signal` may stop.
async function settledUnlessAborted(request, signal) {
  if (signal === undefined) return await settled(request);
  const unwatch = cancelOn(signal, request);
  try {
    const value = await settled(request);
    if (signal.aborted) throw abortError(signal);
    return value;
  } catch (error) {
    throw signal.aborted && !(error instanceof AbortError) ? abortError(signal) : error;
  } finally {
    unwatch();
  }
}

// A path, or the descriptor of a FileHandle.
function target(pathOrHandle) {
  const { FileHandle } = fileHandle();
  return pathOrHandle instanceof FileHandle ? pathOrHandle[fileHandle().kLive]('read') : getValidatedPath(pathOrHandle);
}

async function readFile(path, options) {
  options = getOptions(options, kEmptyObject);
  const { encoding, signal } = options;
  const flags = stringToFlags(options.flag);
  const kind = readKind(encoding);
  const file = typeof path === 'string' ? getValidatedPath(path) : target(path);
  if (signal?.aborted) throw abortError(signal);
  const request = promisedValue();
  binding.readFile(file, flags, kind, request);
  const data = await (signal === undefined ? settled(request) : settledUnlessAborted(request, signal));
  return kind === kBuffer && encoding && encoding !== 'buffer' ? data.toString(encoding) : data;
}

function isIterable(data) {
  return data !== null && typeof data === 'object' && !isArrayBufferView(data) &&
    (typeof data[Symbol.asyncIterator] === 'function' || typeof data[Symbol.iterator] === 'function');
}

async function write(path, data, options) {
  if (isIterable(data)) return await writeIterable(path, data, options);
  const { encoding, flags, mode, flush, signal } = options;
  const bytes = writeData(data, encoding);
  const file = typeof path === 'string' ? getValidatedPath(path) : target(path);
  if (signal?.aborted) throw abortError(signal);
  const request = promisedVoid();
  binding.writeFile(file, bytes, flags, mode, flush, request);
  return await (signal === undefined ? settled(request) : settledUnlessAborted(request, signal));
}

async function writeIterable(path, data, { encoding, flags, mode, flush, signal }) {
  const given = path instanceof fileHandle().FileHandle;
  const handle = given ? path : await open(path, flags, mode);
  try {
    for await (const chunk of data) {
      if (signal?.aborted) throw abortError(signal);
      const bytes = isArrayBufferView(chunk) ? chunk : require('buffer').Buffer.from(chunk, encoding || 'utf8');
      await handle[fileHandle().kWriteAll](bytes);
    }
    if (signal?.aborted) throw abortError(signal);
    if (flush) await handle.sync();
  } finally {
    if (!given) await handle.close();
  }
}

async function writeFile(path, data, options) {
  return await write(path, data, writeOptions(options));
}

async function appendFile(path, data, options) {
  return await write(path, data, appendOptions(options));
}

async function copyFile(src, dest, mode) {
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  mode = copyMode(mode);
  const request = promisedVoid();
  binding.copyFile(src, dest, mode, request);
  return await settled(request, 'copyfile', src, dest);
}

async function truncate(path, len = 0) {
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(len);
  } finally {
    await handle.close();
  }
}

// -- Stat ----------------------------------------------------------------------------------------------------------------------------------

async function stat(path, options) {
  path = getValidatedPath(path);
  const bigint = Boolean(options?.bigint);
  const request = promisedStats(bigint);
  binding.stat(path, bigint, request);
  if (options?.throwIfNoEntry !== false) return await settled(request, 'stat', path);
  return orUndefined(settled(request, 'stat', path));
}

async function orUndefined(promise) {
  try {
    return await promise;
  } catch (error) {
    if (error.errno === UV_ENOENT || error.errno === UV_ENOTDIR) return undefined;
    throw error;
  }
}

async function lstat(path, options) {
  path = getValidatedPath(path);
  const bigint = Boolean(options?.bigint);
  const request = promisedStats(bigint);
  binding.lstat(path, bigint, request);
  return await settled(request, 'lstat', path);
}

async function statfs(path, options) {
  path = getValidatedPath(path);
  const bigint = Boolean(options?.bigint);
  const request = promisedStatFs(bigint);
  binding.statfs(path, bigint, request);
  return await settled(request, 'statfs', path);
}

// -- Directories and names -----------------------------------------------------------------------------------------------------------------

async function mkdir(path, options) {
  const { mode, recursive } = mkdirOptions(options);
  path = getValidatedPath(path);
  if (recursive) {
    const request = promisedValue();
    binding.makeDirectories(path, mode, request);
    return await settled(request);
  }
  const request = promisedVoid();
  binding.mkdir(path, mode, request);
  return await settled(request, 'mkdir', path);
}

async function mkdtemp(prefix, options) {
  const { encoding } = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  const request = promisedValue();
  binding.mkdtemp(prefix, wantsBytes(encoding), request);
  return inEncoding(await settled(request, 'mkdtemp', mkdtempTemplate(prefix)), encoding);
}

async function mkdtempDisposable(prefix, options) {
  const directory = process.cwd();
  const path = await mkdtemp(prefix, options);
  const fullPath = require('path').resolve(directory, typeof path === 'string' ? path : path.toString());
  const remove = async () => { await rm(fullPath, { maxRetries: 0, recursive: true, force: true, retryDelay: 0 }); };
  return { __proto__: null, path, remove, async [Symbol.asyncDispose]() { await remove(); } };
}

async function readdir(path, options) {
  options = readdirOptions(options);
  path = getValidatedPath(path);
  const { encoding } = options;
  if (options.recursive) return promisify(require('internal/fs/readdir_recursive').readdirRecursive)(path, options);
  const request = promisedValue();
  binding.readDirectory(path, wantsBytes(encoding), Boolean(options.withFileTypes), request);
  const result = await settled(request, 'scandir', path);
  if (!options.withFileTypes) return namesInEncoding(result, encoding);
  result[0] = namesInEncoding(result[0], encoding);
  return promisify(require('internal/fs/dirent').direntsAsync)(path, result);
}

async function rm(path, options) {
  path = getValidatedPath(path);
  const { recursive, force, maxRetries, retryDelay } = rmOptions(options);
  const request = promisedValue();
  binding.removeTree(path, force, recursive, maxRetries, retryDelay, request);
  if (await settled(request) === UV_EISDIR) throw rmIsDirectory(path);
}

async function rmdir(path, options) {
  path = getValidatedPath(path);
  if (options?.recursive) {
    require('internal/fs/deprecations').warnAboutRecursiveRmdir();
    const { maxRetries, retryDelay } = rmOptions(options);
    const stats = await lstat(path);
    if (!stats.isDirectory()) throw new FsError(UV_ENOTDIR, 'rmdir', path);
    const request = promisedVoid();
    binding.removeTree(path, false, true, maxRetries, retryDelay, request);
    return await settled(request);
  }
  const request = promisedVoid();
  binding.rmdir(path, request);
  return await settled(request, 'rmdir', path);
}

async function rename(oldPath, newPath) {
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  const request = promisedVoid();
  binding.rename(oldPath, newPath, request);
  return await settled(request, 'rename', oldPath, newPath);
}

async function unlink(path) {
  path = getValidatedPath(path);
  const request = promisedVoid();
  binding.unlink(path, request);
  return await settled(request, 'unlink', path);
}

async function link(existingPath, newPath) {
  existingPath = getValidatedPath(existingPath, 'existingPath');
  newPath = getValidatedPath(newPath, 'newPath');
  const request = promisedVoid();
  binding.link(existingPath, newPath, request);
  return await settled(request, 'link', existingPath, newPath);
}

async function symlink(target, path, type) {
  validateOneOf(type, 'type', kLinkTypes);
  target = getValidatedPath(target, 'target');
  path = getValidatedPath(path);
  const request = promisedVoid();
  binding.symlink(target, path, request);
  return await settled(request, 'symlink', target, path);
}

async function readlink(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  const request = promisedValue();
  binding.readlink(path, wantsBytes(encoding), request);
  return inEncoding(await settled(request, 'readlink', path), encoding);
}

async function realpath(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  const request = promisedValue();
  binding.realpath(path, wantsBytes(encoding), request);
  return inEncoding(await settled(request, 'realpath', path), encoding);
}

// -- Modes, owners, times ------------------------------------------------------------------------------------------------------------------

async function chmod(path, mode) {
  path = getValidatedPath(path);
  mode = parseFileMode(mode, 'mode');
  const request = promisedVoid();
  binding.chmod(path, mode, request);
  return await settled(request, 'chmod', path);
}

async function lchmod() {
  throw new (require('internal/errors').codes.ERR_METHOD_NOT_IMPLEMENTED)('lchmod()');
}

async function chown(path, uid, gid) {
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  const request = promisedVoid();
  binding.chown(path, uid, gid, request);
  return await settled(request, 'chown', path);
}

async function lchown(path, uid, gid) {
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  const request = promisedVoid();
  binding.lchown(path, uid, gid, request);
  return await settled(request, 'lchown', path);
}

async function utimes(path, atime, mtime) {
  path = getValidatedPath(path);
  const request = promisedVoid();
  binding.utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), request);
  return await settled(request, 'utime', path);
}

async function lutimes(path, atime, mtime) {
  path = getValidatedPath(path);
  const request = promisedVoid();
  binding.lutimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), request);
  return await settled(request, 'lutime', path);
}

// -- What loads when called ----------------------------------------------------------------------------------------------------------------

async function cp(src, dest, options) {
  if (options !== undefined) validateObject(options, 'options');
  return promisify(require('internal/fs/cp').cp)(src, dest, options ?? {});
}

async function opendir(path, options) {
  return promisify(require('internal/fs/dir').opendir)(path, options ?? {});
}

function glob(pattern, options) {
  return require('internal/fs/glob').globPromises(pattern, options);
}

function watch(filename, options) {
  return require('internal/fs/watch').watchAsync(filename, options);
}

module.exports = {
  exports: {
    access, copyFile, cp, glob, open, opendir, rename, truncate, rm, rmdir, mkdir, readdir, readlink, symlink, lstat, stat, statfs, link,
    unlink, chmod, lchmod, lchown, chown, utimes, lutimes, realpath, mkdtemp, mkdtempDisposable, writeFile, appendFile, readFile, watch,
    constants,
  },
  readFile,
  write,
};
