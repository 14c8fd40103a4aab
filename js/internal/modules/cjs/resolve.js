'use strict';

// From what require() is given to the file it means. Paths are POSIX.

const path = require('path');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_MODULE_SPECIFIER } } = require('internal/errors');
const { isDirectory, isFile, stat, toRealPath } = require('internal/modules/files');
const { folderOf, options, urlToPath } = require('internal/modules/helpers');
const packageJson = require('internal/modules/package_json_reader');

const kPackageName = /^((?:@[^/\\%]+\/)?[^./\\%][^/\\%]*)(\/.*)?$/;
const kEncodedSeparator = /%2F|%5C/i;

function isRelative(request) {
  return request === '.' || request === '..' || request.startsWith('./') || request.startsWith('../');
}

// "a/", ".", "./..": only a folder can be meant.
function meansFolder(request) {
  return request === '.' || request === '..' || request.endsWith('/') || request.endsWith('/.') || request.endsWith('/..');
}

function finalPath(file, isMain, kind) {
  if (isMain ? options.preserveSymlinksMain : options.preserveSymlinks) return path.resolve(file);
  return toRealPath(file, kind);
}

function tryFile(file, isMain) {
  const kind = stat(file);
  return isFile(kind) ? finalPath(file, isMain, kind) : false;
}

function tryExtensions(base, extensions, isMain) {
  for (let i = 0; i < extensions.length; i++) {
    const file = tryFile(base + extensions[i], isMain);
    if (file) return file;
  }
  return false;
}

function notFound(message, properties) {
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  return Object.assign(error, properties);
}

function tryPackage(folder, extensions, isMain, request) {
  const index = path.resolve(folder, 'index');
  const jsonPath = path.resolve(folder, 'package.json');
  const main = packageJson.read(jsonPath)?.main;
  if (!main) return tryExtensions(index, extensions, isMain);
  const file = path.resolve(folder, main);
  const found = tryFile(file, isMain) || tryExtensions(file, extensions, isMain) || tryExtensions(path.resolve(file, 'index'), extensions, isMain);
  if (found) return found;
  const fallback = tryExtensions(index, extensions, isMain);
  if (!fallback) {
    throw notFound(`Cannot find module '${file}'. Please verify that the package.json has a valid "main" entry`,
                   { path: jsonPath, requestPath: request });
  }
  process.emitWarning(`Invalid 'main' field in '${jsonPath}' of '${main}'. Please either fix that or report it to the module author`,
                      'DeprecationWarning', 'DEP0128');
  return fallback;
}

// What an "exports" or "imports" map gave must be a file; `owner` is the package.json to name when it is not.
function fileAtLocation(location, base, owner) {
  let file = location;
  if (location[0] !== '/') {
    if (kEncodedSeparator.test(location)) {
      throw new ERR_INVALID_MODULE_SPECIFIER(location, 'must not include encoded "/" or "\\" characters', base);
    }
    file = urlToPath(location);
  }
  const found = tryFile(path.resolve(file), false);
  if (!found) throw notFound(`Cannot find module '${file}'`, owner === undefined ? undefined : { path: owner });
  return found;
}

function throughExports(config, subpath, base, request, conditions) {
  const { resolveExports } = require('internal/modules/package_maps');
  try {
    return fileAtLocation(resolveExports(config, subpath, base, conditions), base, config.folder);
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') throw notFound(`Cannot find module '${request}'`, { path: config.path });
    throw error;
  }
}

// A package's own name, required from inside it.
function resolveSelf(from, request, conditions) {
  const config = packageJson.nearest(from);
  if (config?.exports === undefined || config.name === undefined) return undefined;
  if (request !== config.name && !request.startsWith(`${config.name}/`)) return undefined;
  return throughExports(config, `.${request.slice(config.name.length)}`, from, request, conditions);
}

// "#name"; undefined when the package has no "imports".
function resolveInternal(from, request, conditions) {
  const config = packageJson.nearest(from);
  if (config?.imports === undefined) return undefined;
  const { resolveImports } = require('internal/modules/package_maps');
  try {
    const location = resolveImports(request, from, conditions);
    return location.startsWith('node:') ? location : fileAtLocation(location, from, config.path);
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') throw notFound(`Cannot find module '${request}'`);
    throw error;
  }
}

function resolveInModulesFolder(folder, request, conditions) {
  const match = kPackageName.exec(request);
  if (match === null) return undefined;
  const config = packageJson.read(`${path.resolve(folder, match[1])}/package.json`);
  if (config?.exports === undefined) return undefined;
  return throughExports(config, `.${match[2] ?? ''}`, undefined, request, conditions);
}

// Looks for `request` in each of `folders`; false when it is nowhere.
function find(request, folders, isMain, conditions, extensionTable) {
  const isAbsolute = request[0] === '/';
  const folderOnly = meansFolder(request);
  const relative = isRelative(request);
  const staysInside = !relative || !path.normalize(request).startsWith('..');
  let extensions;
  const places = isAbsolute ? [''] : folders;
  // By index: programs that take Array.prototype[Symbol.iterator] away can still load modules.
  for (let i = 0; i < places.length; i++) {
    const folder = places[i];
    if (typeof folder !== 'string') throw new ERR_INVALID_ARG_TYPE('paths', 'array of strings', folders);
    if (staysInside && folder && !isDirectory(stat(folder))) continue;
    if (!isAbsolute && !relative) {
      const exported = resolveInModulesFolder(folder, request, conditions);
      if (exported) return exported;
    }
    const base = path.resolve(folder, request);
    const kind = stat(base);
    if (!folderOnly && isFile(kind)) return finalPath(base, isMain, kind);
    extensions ??= Object.keys(extensionTable);
    const file = (!folderOnly && tryExtensions(base, extensions, isMain)) ||
      (isDirectory(kind) && tryPackage(base, extensions, isMain, request));
    if (file) return file;
  }
  return false;
}

// /a/b -> /a/b/node_modules, /a/node_modules, /node_modules; never node_modules/node_modules.
function nodeModulePaths(from) {
  const paths = [];
  for (let folder = path.resolve(from); ; folder = folderOf(folder)) {
    if (folder === '/') break;
    if (!folder.endsWith('/node_modules')) paths.push(`${folder}/node_modules`);
  }
  paths.push('/node_modules');
  return paths;
}

// What path.resolve() would leave as it is. No regular expression: it would be compiled at each start.
function isPlainFolder(path) {
  return path[0] === '/' && !path.endsWith('/') && !path.includes('//') && !path.includes('/.');
}

// Of an absolute, normalized path; '' is the root.
function grandparentOf(file) {
  return file.slice(0, Math.max(0, file.lastIndexOf('/', file.lastIndexOf('/') - 1)));
}

// $NODE_PATH, ~/.node_modules, ~/.node_libraries, <prefix>/lib/node
function globalPaths() {
  const { HOME, NODE_PATH } = process.env;
  const paths = [`${grandparentOf(process.execPath)}/lib/node`];
  if (HOME) {
    const home = isPlainFolder(HOME) ? HOME : path.resolve(HOME);
    const prefix = home === '/' ? '' : home;
    paths.unshift(`${prefix}/.node_modules`, `${prefix}/.node_libraries`);
  }
  if (NODE_PATH) paths.unshift(...NODE_PATH.split(':').filter(Boolean));
  return paths;
}

module.exports = { find, globalPaths, isRelative, nodeModulePaths, notFound, resolveInternal, resolveSelf };
