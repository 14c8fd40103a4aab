'use strict';

// The "exports" and "imports" maps of package.json, for both loaders.
//
// A *location* is what a map resolves to: an absolute path (no query, nothing encoded) or, where the target is more than a plain path, a URL string.

const { codes: {
  ERR_INVALID_MODULE_SPECIFIER,
  ERR_INVALID_PACKAGE_CONFIG,
  ERR_INVALID_PACKAGE_TARGET,
  ERR_PACKAGE_IMPORT_NOT_DEFINED,
  ERR_PACKAGE_PATH_NOT_EXPORTED,
} } = require('internal/errors');
const packageJson = require('internal/modules/package_json_reader');

// "." ".." and "node_modules" as a path segment, plain or percent-encoded; and with the empty segments, which are only deprecated.
const kModulesName = '(n|%6e|%4e)(o|%6f|%4f)(d|%64|%44)(e|%65|%45)(_|%5f)(m|%6d|%4d)(o|%6f|%4f)(d|%64|%44)(u|%75|%55)' +
  '(l|%6c|%4c)(e|%65|%45)(s|%73|%53)';
const kForbidden = `((\\.|%2e)(\\.|%2e)?|${kModulesName})`;
const kForbiddenSegment = new RegExp(`(^|\\\\|/)${kForbidden}(\\\\|/|$)`, 'i');
const kInvalidSegment = new RegExp(`(^|\\\\|/)${kForbidden}?(\\\\|/|$)`, 'i');
// Characters that mean the same in a path and in a URL: no URL has to be parsed for them.
const kPlainPath = /^[\w./@+~-]*$/;
const kArrayIndex = /^(0|[1-9]\d{0,9})$/;

// One resolution in progress: what every step of it needs, and its errors.
class MapResolution {
  constructor(config, isImports, base, conditions) {
    this.config = config;
    this.isImports = isImports;
    this.base = base;              // Path of the importing module; undefined where Node's message names none.
    this.conditions = conditions;  // A Set.
  }

  invalidTarget(key, target) {
    const text = target !== null && typeof target === 'object' ? JSON.stringify(target, null, '') : `${target}`;
    return new ERR_INVALID_PACKAGE_TARGET(`${this.config.folder}/`, key, text, this.isImports, this.base);
  }

  // Returns a location, null for "forbidden here", undefined for "no condition matched". `match` is what the * stands for, or undefined.
  target(target, match, key) {
    if (typeof target === 'string') return this.stringTarget(target, match, key);
    if (Array.isArray(target)) return this.firstValidTarget(target, match, key);
    if (target === null) return null;
    if (typeof target === 'object') return this.conditionalTarget(target, match, key);
    throw this.invalidTarget(key, target);
  }

  firstValidTarget(targets, match, key) {
    let lastError = null;
    let sawNull = targets.length === 0;
    for (const candidate of targets) {
      let result;
      try {
        result = this.target(candidate, match, key);
      } catch (error) {
        if (error.code !== 'ERR_INVALID_PACKAGE_TARGET') throw error;
        lastError = error;
        sawNull = false;
        continue;
      }
      if (result === undefined) continue;
      if (result !== null) return result;
      lastError = null;
      sawNull = true;
    }
    if (lastError !== null) throw lastError;
    return sawNull ? null : undefined;
  }

  conditionalTarget(target, match, key) {
    const names = Object.getOwnPropertyNames(target);
    if (names.some((name) => kArrayIndex.test(name) && Number(name) < 0xFFFF_FFFF)) {
      throw new ERR_INVALID_PACKAGE_CONFIG(this.config.path, this.base, '"exports" cannot contain numeric property keys.');
    }
    for (const name of names) {
      if (name !== 'default' && !this.conditions.has(name)) continue;
      const result = this.target(target[name], match, key);
      if (result !== undefined) return result;
    }
    return undefined;
  }

  stringTarget(target, match, key) {
    if (!target.startsWith('./')) return this.foreignTarget(target, match, key);
    const relative = target.slice(2);
    this.checkSegments(relative, target, match, key, true);
    if (match !== undefined && match !== '') this.checkSegments(match, target, match, key, false);
    const expanded = match === undefined ? relative : relative.replaceAll('*', () => match);
    if (kPlainPath.test(expanded)) return `${this.config.folder}/${expanded}`;
    return this.targetThroughUrl(expanded, target, key);
  }

  targetThroughUrl(expanded, target, key) {
    const { URL, pathToFileURL } = require('internal/url');
    const packageUrl = pathToFileURL(this.config.path);
    const resolved = new URL(`./${expanded}`, packageUrl);
    if (!resolved.pathname.startsWith(new URL('.', packageUrl).pathname)) throw this.invalidTarget(key, target);
    return resolved.href;
  }

  // "imports" may map to another package, a builtin or a URL.
  foreignTarget(target, match, key) {
    if (!this.isImports || target[0] === '/' || target.startsWith('../')) throw this.invalidTarget(key, target);
    const { URL } = require('internal/url');
    if (URL.canParse(target)) throw this.invalidTarget(key, target);
    const { packageResolve } = require('internal/modules/esm/resolve');
    return packageResolve(match === undefined ? target : target.replaceAll('*', () => match), this.config.path, this.conditions);
  }

  checkSegments(segments, target, match, key, isTarget) {
    if (!kInvalidSegment.test(segments)) return;
    if (kForbiddenSegment.test(segments)) {
      if (isTarget) throw this.invalidTarget(key, target);
      const request = key.replace('*', () => match);
      throw new ERR_INVALID_MODULE_SPECIFIER(request, `request is not a valid match in pattern "${key}" for the "${
        this.isImports ? 'imports' : 'exports'}" resolution of ${this.config.path}`, this.base);
    }
    this.warnEmptySegment(target, match, key, isTarget);
  }

  warnEmptySegment(target, match, key, isTarget) {
    if (process.noDeprecation) return;
    const request = match === undefined ? key : key.replace('*', () => match);
    const resolved = match === undefined ? target : target.replaceAll('*', () => match);
    const isDouble = /[/\\][/\\]/.test(isTarget ? resolved : request);
    const how = isDouble ? 'double slash' : 'leading or trailing slash matching';
    const pattern = request !== key ? `matched to "${key}" ` : '';
    const field = this.isImports ? 'imports' : 'exports';
    const importer = this.base ? ` imported from ${this.base}` : '';
    process.emitWarning(
      `Use of deprecated ${how} resolving "${resolved}" for module request "${request}" ${pattern}in the "${field}" field module ` +
      `resolution of the package at ${this.config.path}${importer}.`, 'DeprecationWarning', 'DEP0166');
  }

  // The most specific pattern of `map` that `request` matches: [key, what * stands for], or undefined.
  bestPattern(map, request) {
    let best = '';
    for (const key of Object.getOwnPropertyNames(map)) {
      const star = key.indexOf('*');
      if (star === -1 || key.lastIndexOf('*') !== star || request.length < key.length) continue;
      if (request.startsWith(key.slice(0, star)) && request.endsWith(key.slice(star + 1)) && comparePatterns(best, key) > 0) best = key;
    }
    if (best === '') return undefined;
    const star = best.indexOf('*');
    return [best, request.slice(star, request.length - (best.length - star - 1))];
  }
}

// Positive when `b` is more specific than `a`: the longer prefix, then the longer key.
function comparePatterns(a, b) {
  const prefixOf = (key) => (key.includes('*') ? key.indexOf('*') + 1 : key.length);
  const byPrefix = prefixOf(b) - prefixOf(a);
  if (byPrefix !== 0) return byPrefix;
  if (!a.includes('*')) return 1;
  if (!b.includes('*')) return -1;
  return b.length - a.length;
}

// True when "exports" stands for its "." alone: a string, an array, or an object of conditions.
function isMainOnly(config, base) {
  const { exports } = config;
  if (typeof exports === 'string' || Array.isArray(exports)) return true;
  if (typeof exports !== 'object') return false;
  const keys = Object.getOwnPropertyNames(exports);
  const isCondition = (key) => key[0] !== '.';
  const first = keys.length > 0 && isCondition(keys[0]);
  if (keys.some((key) => isCondition(key) !== first)) {
    throw new ERR_INVALID_PACKAGE_CONFIG(config.path, base, '"exports" cannot contain some keys starting with \'.\' and some not.' +
      ' The exports object must either be an object of package subpath keys or an object of main entry condition name keys only.');
  }
  return first;
}

// `subpath` is "." or "./something". Throws ERR_PACKAGE_PATH_NOT_EXPORTED when the map has nothing for it.
function resolveExports(config, subpath, base, conditions) {
  const resolution = new MapResolution(config, false, base, conditions);
  const map = isMainOnly(config, base) ? { '.': config.exports } : config.exports;
  let result;
  if (Object.hasOwn(map, subpath) && !subpath.includes('*') && !subpath.endsWith('/')) {
    result = resolution.target(map[subpath], undefined, subpath);
  } else {
    const pattern = resolution.bestPattern(map, subpath);
    if (pattern !== undefined) {
      if (subpath.endsWith('/')) warnTrailingSlash(config, subpath, base);
      result = resolution.target(map[pattern[0]], pattern[1], pattern[0]);
    }
  }
  if (result == null) throw new ERR_PACKAGE_PATH_NOT_EXPORTED(`${config.folder}/`, subpath, base);
  return result;
}

function warnTrailingSlash(config, subpath, base) {
  if (process.noDeprecation) return;
  process.emitWarning(`Use of deprecated trailing slash pattern mapping "${subpath}" in the "exports" field module resolution of the package at ${
    config.path}${base ? ` imported from ${base}` : ''}. Mapping specifiers ending in "/" is no longer supported.`, 'DeprecationWarning', 'DEP0155');
}

// `name` begins with "#"; `base` is the path of the module that imports it.
function resolveImports(name, base, conditions) {
  if (name === '#' || name.startsWith('#/') || name.endsWith('/')) {
    throw new ERR_INVALID_MODULE_SPECIFIER(name, 'is not a valid internal imports specifier name', base);
  }
  const config = packageJson.nearest(base);
  let result;
  if (config?.imports !== undefined) {
    const resolution = new MapResolution(config, true, base, conditions);
    if (Object.hasOwn(config.imports, name) && !name.includes('*')) {
      result = resolution.target(config.imports[name], undefined, name);
    } else {
      const pattern = resolution.bestPattern(config.imports, name);
      if (pattern !== undefined) result = resolution.target(config.imports[pattern[0]], pattern[1], pattern[0]);
    }
  }
  if (result == null) throw new ERR_PACKAGE_IMPORT_NOT_DEFINED(name, config && `${config.folder}/`, base);
  return result;
}

module.exports = { resolveExports, resolveImports };
