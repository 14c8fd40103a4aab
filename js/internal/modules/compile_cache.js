'use strict';

// module.enableCompileCache(): code that V8 has compiled, kept in a folder from run to run.
//
// V8 takes a cache back only under the very flags it was made with, which it checks itself; a file is named by what it is of.

const { validateObject, validateString } = require('internal/validators');

const compileCacheStatus = Object.freeze({ __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 });
const constants = Object.freeze({ __proto__: null, compileCacheStatus });

let directory;  // As asked for; `folder` is that of this version in it.
let folder;
const pending = new Map();  // Path of a cache file -> the script it is of.

function versionTag() {
  return `${process.version}-${process.arch}-${internalBinding('v8').cachedDataVersionTag().toString(16)}-${process.getuid()}`;
}

function enableCompileCache(options = undefined) {
  if (directory !== undefined) return { __proto__: null, status: compileCacheStatus.ALREADY_ENABLED, directory };
  if (process.env.NODE_DISABLE_COMPILE_CACHE) {
    return { __proto__: null, status: compileCacheStatus.DISABLED, message: 'Disabled by NODE_DISABLE_COMPILE_CACHE' };
  }
  if (typeof options === 'object' && options !== null) {
    validateObject(options, 'options');
    options = options.directory;
  }
  if (options !== undefined) validateString(options, 'cacheDir');
  const path = require('path');
  const base = options || process.env.NODE_COMPILE_CACHE || path.join(require('os').tmpdir(), 'node-compile-cache');
  const own = path.join(path.resolve(base), versionTag());
  try {
    require('fs').mkdirSync(own, { recursive: true });
    require('fs').accessSync(own, require('fs').constants.W_OK);
  } catch (error) {
    return { __proto__: null, status: compileCacheStatus.FAILED, message: `Cannot create cache directory: ${error.message}` };
  }
  directory = base;
  folder = own;
  require('internal/process/exit').atEnd(flushCompileCache);
  require('internal/modules/cjs/loader').setCompileCache(take);
  return { __proto__: null, status: compileCacheStatus.ENABLED, directory };
}

function fileOf(filename, source) {
  const { hash } = require('crypto');
  return require('path').join(folder, hash('sha1', `${filename}\0${source}`));
}

// The compiled wrapper of a CommonJS module, from the cache where there is one.
function take(filename, source) {
  const vm = require('vm');
  const file = fileOf(filename, source);
  let cachedData;
  try {
    cachedData = require('fs').readFileSync(file);
  } catch {
    cachedData = undefined;
  }
  const compiled = vm.compileFunction(source, ['exports', 'require', 'module', '__filename', '__dirname'], {
    filename, cachedData, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (cachedData === undefined || compiled.cachedDataRejected) pending.set(file, compiled);
  return compiled;
}

function flushCompileCache() {
  const fs = require('fs');
  for (const [file, compiled] of pending) {
    try {
      const data = internalBinding('contextify').createFunctionCache(compiled);
      if (data === undefined) continue;
      fs.writeFileSync(`${file}.${process.pid}`, data);
      fs.renameSync(`${file}.${process.pid}`, file);
    } catch {
      // A cache that cannot be written is none.
    }
  }
  pending.clear();
}

function getCompileCacheDir() {
  return folder;
}

module.exports = { constants, enableCompileCache, flushCompileCache, getCompileCacheDir };
