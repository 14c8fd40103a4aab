'use strict';

// CommonJS modules as ES modules: their export names are read off the source by cjs-module-lexer, their values when they have run.

const builtins = require('internal/modules/builtins');
const { readSource } = require('internal/modules/files');
const { extensionOf, kEarlySource, kFromEsm, Module } = require('internal/modules/cjs/loader');
const { ModuleWrap } = internalBinding('module_wrap');

const kModule = Symbol('kModule');  // On a ModuleWrap: the CommonJS module behind it.

// Module -> Set of names; a module that reexports another has its names too.
const namesOf = new WeakMap();

function lex(source) {
  try {
    return require('internal/deps/cjs-module-lexer').parse(source);
  } catch {
    return { exports: [], reexports: [] };  // What it cannot read has a default export only.
  }
}

function getOrAddModule(filename) {
  let module = Module._cache[filename];
  if (module !== undefined) return module;
  module = new Module(filename, undefined);
  module.filename = filename;
  module.paths = Module._nodeModulePaths(module.path);
  Object.defineProperty(module, kFromEsm, { __proto__: null, value: true, writable: true, configurable: true, enumerable: false });
  Module._cache[filename] = module;
  return module;
}

function addReexports(module, reexports, names) {
  for (const request of reexports) {
    let filename;
    try {
      filename = Module._resolveFilename(request, module, false);
    } catch {
      continue;  // Running it will say what is wrong, if it gets there.
    }
    if (builtins.normalizeId(filename) !== undefined || extensionOf(filename) !== '.js') continue;
    try {
      for (const name of preparse(filename, undefined).names) names.add(name);
    } catch {
      // Unreadable: the same.
    }
  }
}

function preparse(filename, source) {
  const module = getOrAddModule(filename);
  let names = namesOf.get(module);
  if (names === undefined) {
    source ??= readSource(filename);
    const { exports, reexports } = lex(source);
    names = new Set(exports);
    namesOf.set(module, names);  // Before the reexports, which may lead back here.
    if (!module.loaded) {
      Object.defineProperty(module, kEarlySource, { __proto__: null, value: source, writable: true, configurable: true, enumerable: false });
    }
    addReexports(module, reexports, names);
  }
  return { module, names };
}

function wrapCommonJS(url, filename, source, isMain) {
  const { module, names } = preparse(filename, source);
  if (isMain) process.mainModule = module;
  const wrap = new ModuleWrap(url, [...new Set([...names, 'default', 'module.exports'])], function() {
    if (!module.loaded) Module._load(filename, undefined, isMain);
    const { exports } = module;
    for (const name of names) {
      if (name === 'default' || name === 'module.exports' || exports === null || exports === undefined || !Object.hasOwn(exports, name)) continue;
      let value;
      try {
        value = exports[name];
      } catch {
        value = undefined;  // As in Node, a throwing getter is an undefined export.
      }
      this.setExport(name, value);
    }
    this.setExport('default', exports);
    this.setExport('module.exports', exports);
  });
  wrap[kModule] = module;
  return wrap;
}

module.exports = { kModule, wrapCommonJS };
