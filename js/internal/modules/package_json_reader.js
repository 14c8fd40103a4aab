'use strict';

// package.json files, each read and parsed once. A file that was not there is looked for again: npm may just have written it.

const { nearestPackageFile, readPackageFile } = internalBinding('modules');

const packages = new Map();

class PackageConfig {
  // Own from the start: an accessor that somebody put on Object.prototype would take the values.
  path;
  folder;
  name;
  main;
  type;
  exports;
  imports;

  constructor(path, json) {
    this.path = path;                                   // Of the package.json itself.
    this.folder = path.slice(0, -'/package.json'.length);  // '' for the root folder.
    this.name = typeof json.name === 'string' ? json.name : undefined;
    this.main = typeof json.main === 'string' ? json.main : undefined;
    this.type = json.type === 'module' || json.type === 'commonjs' ? json.type : 'none';
    this.exports = json.exports ?? undefined;
    this.imports = json.imports !== null && typeof json.imports === 'object' ? json.imports : undefined;
  }
}

function parse(path, text, base, specifier) {
  let json;
  try {
    json = JSON.parse(text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text);
  } catch {
    return invalidConfig(path, base, specifier);
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return invalidConfig(path, base, specifier);
  return new PackageConfig(path, { __proto__: null, ...json });  // Whatever somebody has put on Object.prototype.
}

function invalidConfig(path, base, specifier) {
  const { codes: { ERR_INVALID_PACKAGE_CONFIG } } = require('internal/errors');
  // Node's text ends with a full stop here and only here.
  if (base === undefined) throw new ERR_INVALID_PACKAGE_CONFIG(`${path}.`, undefined, undefined);
  throw new ERR_INVALID_PACKAGE_CONFIG(path, specifier === undefined ? `${base}.` : `"${specifier}" from ${base}.`, undefined);
}

// The package described by the file `path`, undefined when there is no such file. `base` and `specifier` say who asked, for errors.
function read(path, base, specifier) {
  let config = packages.get(path);
  if (config === undefined) {
    const text = readPackageFile(path);
    if (text === undefined) return undefined;
    config = parse(path, text, base, specifier);
    packages.set(path, config);
  }
  return config;
}

// The entry point's package, asked for just before it is loaded: the loader's own question is then answered without looking again.
let announced;

function announce(path) {
  announced = { path, config: nearest(path) };
  return announced.config;
}

// The package that holds the file `path`: the nearest package.json upwards, not beyond a node_modules folder.
function nearest(path) {
  if (announced !== undefined) {
    const { path: known, config } = announced;
    announced = undefined;
    if (known === path) return config;
  }
  const file = nearestPackageFile(path);
  return file === undefined ? undefined : read(file);
}

// For mksnapshot, after the warm-up.
function forgetPackages() {
  packages.clear();
  announced = undefined;
}

module.exports = { announce, forgetPackages, nearest, read };
