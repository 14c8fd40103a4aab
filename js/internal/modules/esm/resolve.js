'use strict';

// From an import specifier and its importer to the URL of a module. Plain paths are handled as paths: parsing a URL costs more than all else.

const path = require('path');
const { getOptionValue } = require('internal/options');
const { codes: {
  ERR_INPUT_TYPE_NOT_ALLOWED,
  ERR_INVALID_MODULE_SPECIFIER,
  ERR_MODULE_NOT_FOUND,
  ERR_UNKNOWN_BUILTIN_MODULE,
  ERR_UNSUPPORTED_DIR_IMPORT,
  ERR_UNSUPPORTED_RESOLVE_REQUEST,
} } = require('internal/errors');
const builtins = require('internal/modules/builtins');
const files = require('internal/modules/files');
const { folderOf, importConditions, options, pathToUrl, urlToFilename, urlToPath } = require('internal/modules/helpers');
const packageJson = require('internal/modules/package_json_reader');
const { resolveExports, resolveImports } = require('internal/modules/package_maps');

const kPlain = /^[\w./@+~-]*$/;
const kHasScheme = /^[a-z][a-z\d+.-]*:/i;
const kEncodedSeparator = /%2F|%5C/i;
const kMainSuffixes = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node'];
const kIndexFiles = ['index.js', 'index.json', 'index.node'];

function isRelativeOrAbsolute(specifier) {
  return specifier[0] === '/' || specifier === '.' || specifier === '..' || specifier.startsWith('./') || specifier.startsWith('../');
}

// The URL of the file `file`, which must be one. `suffix` is a query and fragment.
function finalUrl(file, base, suffix, isMain) {
  const asked = path.resolve(file);
  const kind = files.stat(asked);
  if (!files.isFile(kind) || file.endsWith('/')) {
    const url = `${pathToUrl(file)}${suffix}`;
    if (files.isDirectory(kind)) throw new ERR_UNSUPPORTED_DIR_IMPORT(file, urlToFilename(base), url);
    throw new ERR_MODULE_NOT_FOUND(file, urlToFilename(base), url);
  }
  const keep = isMain ? options.preserveSymlinksMain : options.preserveSymlinks;
  return `${pathToUrl(keep ? asked : files.toRealPath(asked, kind))}${suffix}`;
}

function finalUrlOf(url, base, isMain) {
  if (url.protocol !== 'file:') return url.href;
  if (kEncodedSeparator.test(url.pathname)) {
    throw new ERR_INVALID_MODULE_SPECIFIER(url.pathname, 'must not include encoded "/" or "\\" characters', urlToFilename(base));
  }
  let file;
  try {
    file = require('internal/url').fileURLToPath(url);
  } catch (error) {
    error.input = `${url}`;
    error.module = `${base}`;
    throw error;
  }
  return finalUrl(file, base, url.search + url.hash, isMain);
}

// What a package map gave: see package_maps.
function finalUrlOfLocation(location, base) {
  if (location[0] === '/') return finalUrl(location, base, '', false);
  if (location.startsWith('node:')) return location;
  const { URL } = require('internal/url');
  return finalUrlOf(new URL(location), base, false);
}

function parsePackageName(specifier, basePath) {
  let slash = specifier.indexOf('/');
  let valid = true;
  if (specifier[0] === '@') {
    if (slash === -1) valid = false;
    else slash = specifier.indexOf('/', slash + 1);
  }
  const name = slash === -1 ? specifier : specifier.slice(0, slash);
  if (!valid || /^\.|%|\\/.test(name)) throw new ERR_INVALID_MODULE_SPECIFIER(specifier, 'is not a valid package name', basePath);
  return { name, subpath: slash === -1 ? '.' : `.${specifier.slice(slash)}` };
}

function legacyMain(folder, config, basePath) {
  if (config?.main) {
    for (let i = 0; i < kMainSuffixes.length; i++) {
      const file = path.resolve(folder, config.main + kMainSuffixes[i]);
      if (files.isFile(files.stat(file))) return file;
    }
  }
  for (let i = 0; i < kIndexFiles.length; i++) {
    const file = `${folder}/${kIndexFiles[i]}`;
    if (files.isFile(files.stat(file))) return file;
  }
  throw new ERR_MODULE_NOT_FOUND(path.resolve(folder, config?.main ?? 'index.js'), basePath, null);
}

function inPackage(folder, config, subpath, basePath, conditions) {
  if (config?.exports !== undefined) return resolveExports(config, subpath, basePath, conditions);
  if (subpath === '.') return legacyMain(folder, config, basePath);
  if (kPlain.test(subpath)) return path.join(folder, subpath);
  const { URL } = require('internal/url');
  return new URL(subpath, pathToUrl(`${folder}/package.json`)).href;
}

// The folder of the package called `name` that the file `basePath` sees.
function findPackage(name, basePath) {
  for (let folder = folderOf(basePath); ; folder = folderOf(folder)) {
    if (!folder.endsWith('/node_modules')) {
      const candidate = folder === '/' ? `/node_modules/${name}` : `${folder}/node_modules/${name}`;
      if (files.isDirectory(files.stat(candidate))) return candidate;
    }
    if (folder === '/') break;
  }
  throw new ERR_MODULE_NOT_FOUND(name, basePath, null);
}

// A bare specifier's location (see package_maps).
function packageResolve(specifier, basePath, conditions) {
  if (builtins.canBeRequiredWithoutScheme(specifier)) return `node:${specifier}`;
  const { name, subpath } = parsePackageName(specifier, basePath);
  const own = packageJson.nearest(basePath);
  if (own?.exports !== undefined && own.name === name) return resolveExports(own, subpath, basePath, conditions);
  const folder = findPackage(name, basePath);
  return inPackage(folder, packageJson.read(`${folder}/package.json`, basePath, specifier), subpath, basePath, conditions);
}

// Against `base`, or by itself where a base of that kind gives none.
function parseOrThrow(specifier, base, isAlone = false) {
  const { URL } = require('internal/url');
  try {
    return isAlone ? new URL(specifier) : new URL(specifier, base);
  } catch (cause) {
    const error = new ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, base);
    error.cause = cause;
    throw error;
  }
}

function resolveUnhinted(specifier, base, isMain, conditions) {
  if (isRelativeOrAbsolute(specifier)) {
    if (kPlain.test(specifier) && base.startsWith('file:///')) {
      const from = specifier[0] === '/' ? '/' : folderOf(urlToPath(base));
      const file = path.resolve(from, specifier);
      return finalUrl(/(^|\/)\.{0,2}$/.test(specifier) && file !== '/' ? `${file}/` : file, base, '', isMain);
    }
    return finalUrlOf(parseOrThrow(specifier, base), base, isMain);
  }
  const basePath = base.startsWith('file:') ? urlToFilename(base) : undefined;
  if (specifier[0] === '#' && basePath !== undefined) {
    return finalUrlOfLocation(resolveImports(specifier, basePath, conditions), base);
  }
  if (kHasScheme.test(specifier)) {
    const { URL } = require('internal/url');
    const url = URL.parse(specifier);
    if (url !== null) return finalUrlOf(url, base, isMain);
  }
  if (basePath === undefined && !builtins.canBeRequiredWithoutScheme(specifier)) parseOrThrow(specifier, base, true);
  return finalUrlOfLocation(packageResolve(specifier, basePath, conditions), base);
}

// What require() would have found, written as one would have to import it; undefined for nothing. As in Node a relative specifier is looked for
// from the working folder: the requirer has no filename.
function commonJsHint(specifier, base) {
  const { Module } = require('internal/modules/cjs/loader');
  try {
    const from = urlToPath(base);
    const requirer = new Module(from, null);
    requirer.paths = Module._nodeModulePaths(folderOf(from));
    const found = Module._resolveFilename(specifier, requirer, false);
    if (specifier[0] === '.') {
      const relative = path.relative(folderOf(from), found).split('/').map(encodeURIComponent).join('/');
      return relative.startsWith('../') ? relative : `./${relative}`;
    }
    if (specifier[0] === '/') return found;
    const slash = specifier.indexOf('/');
    const name = slash === -1 ? specifier : specifier.slice(0, slash);
    const at = found.lastIndexOf(`/node_modules/${name}/`);
    if (at === -1) return pathToUrl(found);
    return `${name}/${found.slice(at + `/node_modules/${name}/`.length).split('/').map(encodeURIComponent).join('/')}`;
  } catch {
    return undefined;  // require() would not find it either.
  }
}

function addHint(error, specifier, base) {
  const asPath = specifier.startsWith('file://') ? urlToFilename(specifier) : specifier;
  const found = commonJsHint(asPath, base);
  if (found === undefined || found === asPath) return;
  const hint = `\nDid you mean to import ${JSON.stringify(found)}?`;
  const { stack } = error;
  const endOfLine = stack.indexOf('\n');
  error.stack = endOfLine === -1 ? stack + hint : stack.slice(0, endOfLine) + hint + stack.slice(endOfLine);
  error.message += hint;
}

// `parentUrl` undefined: the program's entry point, seen from the working folder.
function resolve(specifier, parentUrl, conditions = importConditions()) {
  if (specifier.startsWith('node:')) {
    if (builtins.normalizeId(specifier) === undefined) throw new ERR_UNKNOWN_BUILTIN_MODULE(specifier);
    return specifier;
  }
  if (specifier.startsWith('data:')) return parseOrThrow(specifier, parentUrl, true).href;
  if (parentUrl === undefined && getOptionValue('--input-type') !== '') throw new ERR_INPUT_TYPE_NOT_ALLOWED();
  const base = parentUrl ?? pathToUrl(`${process.cwd()}/`);
  try {
    return resolveUnhinted(specifier, base, parentUrl === undefined, conditions);
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ERR_UNSUPPORTED_DIR_IMPORT') addHint(error, specifier, base);
    throw error;
  }
}

module.exports = { findPackage, packageResolve, parsePackageName, resolve };
