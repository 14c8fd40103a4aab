'use strict';

// Small things that the CommonJS and the ES module loader share.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { validateString } = require('internal/validators');

// The command line's values that loading asks for again and again. Set by initializeOptions() at every start: in the startup snapshot there
// is no command line.
const options = {
  detectModule: true,
  inspectBrk: false,
  preserveSymlinks: false,
  preserveSymlinksMain: false,
  requireModule: true,
  stripTypes: true,
};

function initializeOptions() {
  options.detectModule = getOptionValue('--experimental-detect-module');
  options.inspectBrk = getOptionValue('--inspect-brk') !== undefined;
  options.preserveSymlinks = getOptionValue('--preserve-symlinks');
  options.preserveSymlinksMain = getOptionValue('--preserve-symlinks-main');
  options.requireModule = getOptionValue('--experimental-require-module');
  options.stripTypes = getOptionValue('--strip-types');
  conditions = undefined;
}

// Characters that a file URL writes as they are.
const kPlainPath = /^[\w/.~!$&'()*+,;=:@-]*$/;
const kPlainFileUrl = /^file:\/\/\/[\w/.~!$&'()*+,;=:@-]*$/;

function stripBOM(text) {
  return text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text;
}

// URL parsing is left out where it would change nothing.
function pathToUrl(path) {
  if (kPlainPath.test(path)) return `file://${path}`;
  return require('internal/url').pathToFileURL(path).href;
}

function urlToPath(url) {
  if (kPlainFileUrl.test(url)) return url.slice(7);
  return require('internal/url').fileURLToPath(url);
}

// For messages and filenames: what is no file URL stays itself.
function urlToFilename(url) {
  if (typeof url !== 'string' || !url.startsWith('file://')) return url;
  try {
    return urlToPath(url);
  } catch {
    return url;
  }
}

// path.dirname() of a path that does not end with a slash.
function folderOf(path) {
  const slash = path.lastIndexOf('/');
  if (slash > 0) return path.slice(0, slash);
  return slash === 0 ? '/' : '.';
}

// Made when first asked for; the command line may add some.
let conditions;

// The conditions under which "exports" and "imports" are read.
function conditionSets() {
  if (conditions === undefined) {
    const shared = ['node', ...getOptionValue('--conditions')];
    if (internalBinding('napi').allowed()) shared.splice(1, 0, 'node-addons');
    if (options.requireModule) shared.push('module-sync');
    conditions = { require: new Set(['require', ...shared]), import: new Set(['import', ...shared]) };
  }
  return conditions;
}

const requireConditions = () => conditionSets().require;
const importConditions = () => conditionSets().import;

// Not by assignment: an accessor that somebody put on Object.prototype would take the value.
function define(object, name, value) {
  Object.defineProperty(object, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

// The require() of one module.
function makeRequireFunction(Module, module) {
  if (!(module instanceof Module)) throw new ERR_INVALID_ARG_TYPE('mod', 'Module', module);
  const require = function require(path) {
    return module.require(path);
  };
  const resolve = function resolve(request, options) {
    validateString(request, 'request');
    return Module._resolveFilename(request, module, false, options);
  };
  const paths = function paths(request) {
    validateString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  };
  define(resolve, 'paths', paths);
  define(require, 'resolve', resolve);
  define(require, 'main', process.mainModule);
  define(require, 'extensions', Module._extensions);
  define(require, 'cache', Module._cache);
  return require;
}

// The globals that -e scripts and the REPL have for builtins: loaded on first use.
function addBuiltinLibsToObject(object, moduleName) {
  const { Module } = require('internal/modules/cjs/loader');
  const holder = new Module(moduleName);
  for (const name of Module.builtinModules) {
    if (name[0] === '_' || name.includes('/') || name.includes(':') || Object.hasOwn(object, name)) continue;
    const set = (value) => {
      delete object[name];
      object[name] = value;
    };
    const get = () => {
      const lib = holder.require(name);
      Object.defineProperty(object, name, { __proto__: null, get: () => lib, set, configurable: true, enumerable: false });
      return lib;
    };
    Object.defineProperty(object, name, { __proto__: null, get, set, configurable: true, enumerable: false });
  }
}

module.exports = {
  addBuiltinLibsToObject,
  folderOf,
  importConditions,
  initializeOptions,
  makeRequireFunction,
  options,
  pathToUrl,
  requireConditions,
  stripBOM,
  urlToFilename,
  urlToPath,
};
