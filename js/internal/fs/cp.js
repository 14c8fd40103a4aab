'use strict';

// fs.cp() and cpSync(): copying trees. One algorithm, which yields the calls it needs: the synchronous form runs them at once, the
// others on the pool.

const {
  codes: {
    ERR_FS_CP_DIR_TO_NON_DIR, ERR_FS_CP_EEXIST, ERR_FS_CP_EINVAL, ERR_FS_CP_FIFO_PIPE, ERR_FS_CP_NON_DIR_TO_DIR, ERR_FS_CP_SOCKET,
    ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, ERR_FS_CP_UNKNOWN, ERR_FS_EISDIR, ERR_INVALID_RETURN_VALUE,
  },
} = require('internal/errors');
const { getValidatedPath, kMaxCopyMode, pathToString } = require('internal/fs/paths');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');
const { dirname, isAbsolute, join, parse, resolve, sep } = require('path');
const { UV_EEXIST, UV_EINVAL, UV_EISDIR, UV_ENOTDIR } = internalBinding('uv');

// The synchronous form has words of its own for some failures, and no system error around them.
const kSyncMessage = Symbol('kSyncMessage');

function failure(Class, message, path, errno, code, syncMessage) {
  const error = new Class({ message, path, syscall: 'cp', errno: -errno, code });
  if (syncMessage !== undefined) Object.defineProperty(error, kSyncMessage, { __proto__: null, value: syncMessage });
  return error;
}

const withSlash = (path) => (path.endsWith(sep) ? path : `${path}${sep}`);

function cpOptions(options) {
  if (options !== undefined) validateObject(options, 'options');
  const checked = {
    dereference: false, errorOnExist: false, filter: undefined, force: true, preserveTimestamps: false, recursive: false,
    verbatimSymlinks: false, ...options,
  };
  for (const name of ['dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive', 'verbatimSymlinks']) {
    validateBoolean(checked[name], `options.${name}`);
  }
  checked.mode ??= 0;
  validateInteger(checked.mode, 'mode', 0, kMaxCopyMode);
  if (checked.dereference && checked.verbatimSymlinks) {
    const { codes: { ERR_INCOMPATIBLE_OPTION_PAIR } } = require('internal/errors');
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (checked.filter !== undefined) validateFunction(checked.filter, 'options.filter');
  return checked;
}

const same = (a, b) => b !== undefined && a.ino === b.ino && a.dev === b.dev;

function isBelow(parent, child) {
  const parts = resolve(parent).split(sep).filter(Boolean);
  const below = resolve(child).split(sep).filter(Boolean);
  return parts.every((part, i) => below[i] === part);
}

// Each `yield [name, ...arguments]` is answered with what that function of fs gives; undefined for a stat of nothing.
function* copy(src, dest, options) {
  const source = yield [options.dereference ? 'stat' : 'lstat', src, { bigint: true }];
  const target = yield [options.dereference ? 'statIfThere' : 'lstatIfThere', dest, { bigint: true }];
  checkPair(source, target, src, dest);
  yield* checkParents(source, src, dest);
  if (!(yield* wanted(src, dest, options))) return;
  yield ['mkdir', dirname(dest), { recursive: true }];
  yield* copyEntry(source, target, src, dest, options);
}

function checkPair(source, target, src, dest) {
  if (target !== undefined) {
    if (same(source, target)) {
      const message = 'src and dest cannot be the same';
      throw failure(ERR_FS_CP_EINVAL, message, dest, UV_EINVAL, 'EINVAL', `${message} ${dest}`);
    }
    if (source.isDirectory() && !target.isDirectory()) {
      throw failure(ERR_FS_CP_DIR_TO_NON_DIR, `cannot overwrite non-directory ${dest} with directory ${src}`, dest, UV_EISDIR, 'EISDIR',
                    `Cannot overwrite non-directory ${dest} with directory ${src}`);
    }
    if (!source.isDirectory() && target.isDirectory()) {
      throw failure(ERR_FS_CP_NON_DIR_TO_DIR, `cannot overwrite directory ${dest} with non-directory ${src}`, dest, UV_ENOTDIR, 'ENOTDIR',
                    `Cannot overwrite directory ${dest} with non-directory ${src}`);
    }
  }
  if (source.isDirectory() && isBelow(src, dest)) {
    throw failure(ERR_FS_CP_EINVAL, `cannot copy ${src} to a subdirectory of self ${dest}`, dest, UV_EINVAL, 'EINVAL',
                  `Cannot copy ${withSlash(src)} to a subdirectory of self ${dest}`);
  }
}

// Hard to see from the names: a parent of dest may be src through a link.
function* checkParents(source, src, dest) {
  const sourceParent = resolve(dirname(src));
  for (let parent = resolve(dirname(dest)); parent !== sourceParent && parent !== parse(parent).root; parent = dirname(parent)) {
    const stats = yield ['statIfThere', parent, { bigint: true }];
    if (stats === undefined) continue;
    if (same(source, stats)) {
      throw failure(ERR_FS_CP_EINVAL, `cannot copy ${src} to a subdirectory of self ${dest}`, dest, UV_EINVAL, 'EINVAL');
    }
  }
}

function* wanted(src, dest, { filter }) {
  return filter === undefined || Boolean(yield ['filter', filter, src, dest]);
}

function* copyEntry(source, target, src, dest, options) {
  if (source.isDirectory()) {
    if (!options.recursive) {
      throw failure(ERR_FS_EISDIR, `${src} is a directory (not copied)`, src, UV_EISDIR, 'EISDIR',
                    `Recursive option not enabled, cannot copy a directory: ${withSlash(src)}`);
    }
    yield* copyDirectory(source, target, src, dest, options);
  } else if (source.isFile() || source.isCharacterDevice() || source.isBlockDevice()) {
    yield* copyFile(source, target, src, dest, options);
  } else if (source.isSymbolicLink()) {
    yield* copyLink(target, src, dest, options);
  } else if (source.isSocket()) {
    throw failure(ERR_FS_CP_SOCKET, `cannot copy a socket file: ${dest}`, dest, UV_EINVAL, 'EINVAL', `Cannot copy a socket file: ${dest}`);
  } else if (source.isFIFO()) {
    throw failure(ERR_FS_CP_FIFO_PIPE, `cannot copy a FIFO pipe: ${dest}`, dest, UV_EINVAL, 'EINVAL', `Cannot copy a FIFO pipe: ${dest}`);
  } else {
    throw failure(ERR_FS_CP_UNKNOWN, `cannot copy an unknown file type: ${dest}`, dest, UV_EINVAL, 'EINVAL',
                  `Cannot copy an unknown file type: ${dest}`);
  }
}

function* copyDirectory(source, target, src, dest, options) {
  if (target === undefined) yield ['mkdir', dest];
  for (const name of yield ['readdir', src]) {
    const from = join(src, name);
    const to = join(dest, name);
    if (!(yield* wanted(from, to, options))) continue;
    const inner = yield [options.dereference ? 'stat' : 'lstat', from, { bigint: true }];
    const innerTarget = yield [options.dereference ? 'statIfThere' : 'lstatIfThere', to, { bigint: true }];
    checkPair(inner, innerTarget, from, to);
    yield* copyEntry(inner, innerTarget, from, to, options);
  }
  if (target === undefined) yield ['chmod', dest, Number(source.mode) & 0o7777];
}

function* copyFile(source, target, src, dest, options) {
  if (target !== undefined) {
    if (!options.force) {
      if (options.errorOnExist) throw failure(ERR_FS_CP_EEXIST, `${dest} already exists`, dest, UV_EEXIST, 'EEXIST');
      return;
    }
    yield ['unlink', dest];
  }
  yield ['copyFile', src, dest, options.mode];
  if (!options.preserveTimestamps) return;
  const mode = Number(source.mode);
  if ((mode & 0o200) === 0) yield ['chmod', dest, mode | 0o200];  // Times of what is read-only cannot be set.
  const { atime, mtime } = yield ['stat', src];  // Copying changed the access time.
  yield ['utimes', dest, atime, mtime];
  if ((mode & 0o200) === 0) yield ['chmod', dest, mode & 0o7777];
}

function* copyLink(target, src, dest, options) {
  let to = yield ['readlink', src];
  if (!options.verbatimSymlinks && !isAbsolute(to)) to = resolve(dirname(src), to);
  if (target === undefined) {
    yield ['symlink', to, dest];
    return;
  }
  if (target.isSymbolicLink()) {
    let current = yield ['readlink', dest];
    if (!isAbsolute(current)) current = resolve(dirname(dest), current);
    const source = yield ['statIfThere', src];
    if (source?.isDirectory() && isBelow(to, current)) {
      throw failure(ERR_FS_CP_EINVAL, `cannot copy ${to} to a subdirectory of self ${current}`, dest, UV_EINVAL, 'EINVAL');
    }
    if (source?.isDirectory() && isBelow(current, to)) {
      throw failure(ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, `cannot overwrite ${current} with ${to}`, dest, UV_EINVAL, 'EINVAL',
                    `cannot overwrite ${current} with ${to}`);
    }
  }
  if (target.isSymbolicLink()) yield ['unlink', dest];  // All else stays, and making the link says so.
  yield ['symlink', to, dest];
}

// -- Running it ----------------------------------------------------------------------------------------------------------------------------

function callSync(fs, name, args) {
  switch (name) {
    case 'statIfThere': return fs.statSync(args[0], { ...args[1], throwIfNoEntry: false });
    case 'lstatIfThere': return fs.lstatSync(args[0], { ...args[1], throwIfNoEntry: false });
    case 'filter': {
      const result = args[0](args[1], args[2]);
      if (typeof result?.then === 'function') throw new ERR_INVALID_RETURN_VALUE('boolean', 'filter', result);
      return result;
    }
    default: return fs[`${name}Sync`](...args);
  }
}

async function callAsync(fs, name, args) {
  switch (name) {
    case 'statIfThere':
    case 'lstatIfThere':
      try {
        return await fs[name.slice(0, -'IfThere'.length)](...args);
      } catch (error) {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      }
    case 'filter': return args[0](args[1], args[2]);
    default: return fs[name](...args);
  }
}

function cpSync(src, dest, options) {
  options = cpOptions(options);
  const steps = copy(pathToString(getValidatedPath(src, 'src')), pathToString(getValidatedPath(dest, 'dest')), options);
  const fs = require('internal/fs/sync');
  try {
    for (let step = steps.next(); !step.done;) {
      const [name, ...args] = step.value;
      step = steps.next(callSync(fs, name, args));
    }
  } catch (error) {
    const message = error?.[kSyncMessage];
    if (message === undefined) throw error;
    throw Object.assign(new Error(message), { code: error.code });
  }
}

async function cpAsync(src, dest, options) {
  const steps = copy(src, dest, options);
  const { exports: fs } = require('internal/fs/promises');
  for (let step = steps.next(); !step.done;) {
    const [name, ...args] = step.value;
    step = steps.next(await callAsync(fs, name, args));
  }
}

function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  options = cpOptions(options);
  src = pathToString(getValidatedPath(src, 'src'));
  dest = pathToString(getValidatedPath(dest, 'dest'));
  cpAsync(src, dest, options).then(() => process.nextTick(callback, null, undefined), (error) => process.nextTick(callback, error));
}

module.exports = { cp, cpSync };
