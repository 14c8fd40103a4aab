'use strict';

// CommonJS: the Module class with the underscore methods that npm tools patch, so every step goes through them.

const path = require('path');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');
const { validateString } = require('internal/validators');
const builtins = require('internal/modules/builtins');
const hookState = require('internal/modules/hook_state');
const { isLoaded } = require('internal/realm');
const files = require('internal/modules/files');
const { folderOf, makeRequireFunction, options, requireConditions, stripBOM } = require('internal/modules/helpers');
const packageJson = require('internal/modules/package_json_reader');
const resolution = require('internal/modules/cjs/resolve');
const { kIsCyclic } = require('internal/modules/cjs/cycles');
const { Tracer } = require('internal/tracing');
const { compileForCommonJS } = internalBinding('contextify');

const kParent = Symbol('kParent');            // Who required it first.
const kLastParent = Symbol('kLastParent');
const kIsMain = Symbol('kIsMain');
const kEarlySource = Symbol('kEarlySource');  // Read by the ES loader already; dropped once compiled.
const kFromEsm = Symbol('kFromEsm');          // Put into the cache by an import, not loaded yet.
const kEsmWrap = Symbol('kEsmWrap');          // The ES module behind a require()d one.
const kIsExecuting = Symbol('kIsExecuting');

const tracer = new Tracer('node,node.module_timer');

let requireDepth = 0;
let isPreloading = false;
let globalPaths = [];

// "folder of the requirer \0 request" -> filename.
const resolvedRequests = new Map();

function Module(id = '', parent) {
  this.id = id;
  this.path = path.dirname(id);
  Object.defineProperty(this, 'exports', { __proto__: null, value: {}, writable: true, enumerable: true, configurable: true });
  hide(this, kParent, parent);
  hide(this, kLastParent, parent);
  addChild(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

// Kept out of what console.log(module) shows.
function hide(module, symbol, value) {
  Object.defineProperty(module, symbol, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
}

function addChild(parent, child, mayBeThere) {
  const children = parent?.children;
  if (children && !(mayBeThere && children.includes(child))) children.push(child);
}

Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };
Module.globalPaths = [];

// Module.wrap and Module.wrapper are still patched by tools; then the source is wrapped by text as they expect.
let wrapIsPatched = false;
let wrap = (script) => Module.wrapper[0] + script + Module.wrapper[1];
let wrapper = new Proxy(['(function (exports, require, module, __filename, __dirname) { ', '\n});'], {
  __proto__: null,
  set(target, property, value, receiver) {
    wrapIsPatched = true;
    return Reflect.set(target, property, value, receiver);
  },
  defineProperty(target, property, descriptor) {
    wrapIsPatched = true;
    return Reflect.defineProperty(target, property, descriptor);
  },
});
Object.defineProperty(Module, 'wrap', {
  __proto__: null,
  get: () => wrap,
  set(value) {
    wrapIsPatched = true;
    wrap = value;
  },
});
Object.defineProperty(Module, 'wrapper', {
  __proto__: null,
  get: () => wrapper,
  set(value) {
    wrapIsPatched = true;
    wrapper = value;
  },
});

Object.defineProperty(Module.prototype, 'isPreloading', { __proto__: null, get: () => isPreloading });
let parentWarned = false;
function warnOfParent() {
  if (parentWarned || !require('internal/options').getOptionValue('--pending-deprecation')) return;
  parentWarned = true;
  process.emitWarning('module.parent is deprecated due to accuracy issues. Please use require.main to find program entry point instead.',
                      'DeprecationWarning', 'DEP0144');
}
Object.defineProperty(Module.prototype, 'parent', {
  __proto__: null,
  get() {
    warnOfParent();
    return this[kParent];
  },
  set(value) {
    warnOfParent();
    this[kParent] = value;
  },
});
Object.defineProperty(Module.prototype, 'constructor', {
  __proto__: null, get: () => Module, configurable: false, enumerable: false,
});

Module._nodeModulePaths = resolution.nodeModulePaths;

Module._findPath = function(request, paths, isMain, conditions = requireConditions()) {
  const isAbsolute = request[0] === '/';
  if (!isAbsolute && !(paths?.length > 0)) return false;
  const key = isAbsolute ? `${request}\0` : `${request}\0${paths.length === 1 ? paths[0] : paths.join('\0')}`;
  const cached = Module._pathCache[key];
  if (cached) return cached;
  const filename = resolution.find(request, paths, isMain, conditions, Module._extensions);
  if (filename) Module._pathCache[key] = filename;
  return filename;
};

// The folders in which `request` is looked for; null for a builtin.
Module._resolveLookupPaths = function(request, parent) {
  if (builtins.normalizeId(request) !== undefined) return null;
  if (!(request[0] === '.' && (request.length === 1 || request[1] === '.' || request[1] === '/'))) {
    const paths = parent?.paths?.length > 0 ? parent.paths.concat(globalPaths) : globalPaths;
    return paths.length > 0 ? paths : null;
  }
  if (!parent?.id || !parent.filename) return ['.'];
  return [path.dirname(parent.filename)];
};

function lookupPaths(request, parent, extra) {
  if (typeof extra !== 'object' || extra === null || extra.paths === undefined) return Module._resolveLookupPaths(request, parent);
  if (!Array.isArray(extra.paths)) throw new ERR_INVALID_ARG_VALUE('options.paths', extra.paths);
  if (resolution.isRelative(request)) return extra.paths;
  const from = new Module('', null);
  const paths = new Set();
  for (const folder of extra.paths) {
    from.paths = Module._nodeModulePaths(folder);
    for (const found of Module._resolveLookupPaths(request, from)) paths.add(found);
  }
  return [...paths];
}

// Where the package that requires lives: only what has no file (a preload, the REPL) stands for the working folder.
function requirerPath(parent) {
  if (parent?.filename) return parent.filename;
  if (parent?.id !== 'internal/preload' && parent?.id !== '<repl>') return undefined;
  try {
    return `${process.cwd()}/`;
  } catch {
    return undefined;  // The working folder is gone.
  }
}

Module._resolveFilename = function(request, parent, isMain, extra) {
  if (builtins.normalizeId(request) !== undefined) return request;
  const conditions = extra?.conditions || requireConditions();
  const paths = lookupPaths(request, parent, extra);
  const first = request[0];
  if (first !== '.' && first !== '/') {
    const from = requirerPath(parent);
    if (from !== undefined) {
      const found = (first === '#' && resolution.resolveInternal(from, request, conditions)) || resolution.resolveSelf(from, request, conditions);
      if (found) return found;
    }
  }
  const filename = Module._findPath(request, paths, isMain, conditions);
  if (filename) return filename;
  const requireStack = [];
  for (let cursor = parent; cursor; cursor = cursor[kParent]) requireStack.push(cursor.filename || cursor.id);
  const stack = requireStack.length > 0 ? `\nRequire stack:\n- ${requireStack.join('\n- ')}` : '';
  throw resolution.notFound(`Cannot find module '${request}'${stack}`, { requireStack });
};

Module._load = function(request, parent, isMain) {
  if (hookState.resolve.length > 0) return loadHooked(request, parent, isMain);
  let key;
  if (parent) {
    key = `${parent.path}\0${request}`;
    const filename = resolvedRequests.get(key);
    if (filename !== undefined) {
      const cached = Module._cache[filename];
      if (cached !== undefined) {
        addChild(parent, cached, true);
        return cached.loaded ? cached.exports : require('internal/modules/cjs/cycles').unfinishedExports(cached);
      }
      resolvedRequests.delete(key);
    }
  }
  if (request.startsWith('node:')) {
    const id = builtins.normalizeId(request);
    if (id === undefined) throw new ERR_UNKNOWN_BUILTIN_MODULE(request);
    return require(id);
  }
  const filename = `${Module._resolveFilename(request, parent, isMain)}`;
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    addChild(parent, cached, true);
    if (cached.loaded) return cached.exports;
    if (!cached[kFromEsm]) return require('internal/modules/cjs/cycles').unfinishedExports(cached);
    cached[kFromEsm] = false;  // Known to the ES loader, but nobody has run it.
    cached[kLastParent] = parent;
  } else {
    const id = builtins.normalizeId(filename);
    if (id !== undefined) return require(id);
  }
  return loadFile(cached ?? newCached(filename, parent, isMain), filename, parent, key);
};

// With resolve hooks nothing is remembered of where a request led.
function loadHooked(request, parent, isMain) {
  const { filename } = require('internal/modules/hooks').resolveRequire(request, parent, (value) => {
    return `${Module._resolveFilename(value, parent, isMain)}`;
  });
  const id = builtins.normalizeId(filename);
  if (id !== undefined) return require(id);
  const cached = Module._cache[filename];
  if (cached === undefined) return loadFile(newCached(filename, parent, isMain), filename, parent, undefined);
  addChild(parent, cached, true);
  return cached.loaded || !cached[kFromEsm] ? cached.exports : loadFile(cached, filename, parent, undefined);
}

function newCached(filename, parent, isMain) {
  const module = new Module(filename, parent);
  hide(module, kIsMain, isMain === true);
  if (isMain) {
    process.mainModule = module;
    module.id = '.';
  }
  Module._cache[filename] = module;
  return module;
}

function loadFile(module, filename, parent, key) {
  if (key !== undefined) resolvedRequests.set(key, filename);
  let threw = true;
  try {
    module.load(filename);
    threw = false;
  } finally {
    if (threw) forget(module, filename, parent, key);
    else if (module[kIsCyclic]) require('internal/modules/cjs/cycles').finishExports(module);
  }
  return module.exports;
}

function forget(module, filename, parent, key) {
  delete Module._cache[filename];
  if (key === undefined) return;
  resolvedRequests.delete(key);
  const index = parent.children?.indexOf?.(module) ?? -1;
  if (index !== -1) parent.children.splice(index, 1);
}

// The longest registered extension: "a.test.js" may have one of its own.
function extensionOf(filename) {
  const name = path.basename(filename);
  for (let dot = name.indexOf('.', 1); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const extension = name.slice(dot);
    if (Module._extensions[extension]) return extension;
  }
  return '.js';
}

Module.prototype.load = function(filename) {
  this.filename ??= filename;
  this.paths ??= Module._nodeModulePaths(path.dirname(filename));
  Module._extensions[extensionOf(filename)](this, filename);
  this.loaded = true;
};

function isTypeScript(filename) {
  return options.stripTypes && filename.endsWith('ts') && require('internal/modules/typescript').isTypeScriptFile(filename);
}

// Part of the default extensions' functions only: tools that put their own in front read the file themselves.
function compileHooked(module, filename) {
  const hooks = require('internal/modules/hooks');
  if (isTypeScript(filename)) {
    // The hooks see the types; when they leave the format as it is, we take them out.
    const given = hooks.loadRequire(filename, `${formatOf(filename) ?? 'commonjs'}-typescript`, () => files.readSource(filename));
    const { withoutTypes } = require('internal/modules/esm/load');
    const { format, source } = withoutTypes(given, filename);
    module._compile(source, filename, format);
    return;
  }
  const expected = filename.endsWith('.json') ? 'json' : formatOf(filename) ?? 'commonjs';
  const { format, source } = hooks.loadRequire(filename, expected, () => takeSource(module, filename));
  const content = source ?? takeSource(module, filename);
  if (format === 'json') parseJson(module, filename, content);
  else if (format !== undefined && format !== expected) module._compile(content, filename, format);
  else module._compile(content, filename, formatOf(filename) ?? (format === 'module' ? 'module' : undefined));
}

Module.prototype.require = function(id) {
  validateString(id, 'id');
  if (id === '') throw new ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  requireDepth++;
  const isTraced = tracer.on;
  if (isTraced) tracer.begin(`require('${id}')`);
  try {
    if (isLoaded('diagnostics_channel')) return require('internal/modules/tracing').traceRequire(Module, id, this);
    return Module._load(id, this, false);
  } finally {
    if (isTraced) tracer.end(`require('${id}')`);
    requireDepth--;
  }
};

// module.enableCompileCache()
let compileCached;
function setCompileCache(compileWithCache) {
  compileCached = compileWithCache;
}

// The wrapper function of a source, or undefined when it is an ES module's.
function compile(module, content, filename, format) {
  if (wrapIsPatched) {
    const { constants, runInThisContext } = require('vm');
    return runInThisContext(Module.wrap(content), { filename, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
  }
  if (compileCached !== undefined && format !== 'module') {
    try {
      return compileCached(filename, content);
    } catch {
      // Compiling it as usual says what is wrong, or that it is an ES module.
    }
  }
  const compiled = compileForCommonJS(content, filename, false);
  if (compiled !== undefined || (format !== 'commonjs' && (module?.[kIsMain] ? options.detectModule : options.requireModule))) return compiled;
  process.emitWarning(`Failed to load the ES module: ${filename}. Make sure to set "type": "module" in the nearest package.json file ` +
    'or use the .mjs extension.');
  return compileForCommonJS(content, filename, true);  // Throws.
}

Module.prototype._compile = function(content, filename, format) {
  const compiled = format === 'module' ? undefined : compile(this, content, filename, format);
  if (compiled === undefined) {
    require('internal/modules/cjs/esm_interop').loadModuleSource(this, filename, content);
    return undefined;
  }
  const remembers = requireDepth === 0 && files.beginProbing();
  hide(this, kIsExecuting, true);
  try {
    const args = [this.exports, makeRequireFunction(Module, this), this, filename, folderOf(filename)];
    if (options.inspectBrk && this[kIsMain] === true) {
      return internalBinding('inspector').callAndPauseOnStart(compiled, this.exports, ...args);
    }
    return Reflect.apply(compiled, this.exports, args);
  } finally {
    this[kIsExecuting] = false;
    if (remembers) files.endProbing();
  }
};

function formatOfTypeScript(filename) {
  if (filename.endsWith('.cts')) return 'commonjs';
  if (filename.endsWith('.mts')) return 'module';
  const type = filename.endsWith('.ts') ? packageJson.nearest(filename)?.type : undefined;
  return type === 'none' ? undefined : type;
}

function formatOf(filename) {
  if (filename.endsWith('.js')) {
    const type = packageJson.nearest(filename)?.type;
    return type === 'none' ? undefined : type;
  }
  if (filename.endsWith('.cjs')) return 'commonjs';
  if (filename.endsWith('.mjs')) return 'module';
  return options.stripTypes && filename.endsWith('ts') ? formatOfTypeScript(filename) : undefined;
}

function takeSource(module, filename) {
  const early = module[kEarlySource];
  if (early === undefined) {
    const source = files.readSource(filename);
    if (!isTypeScript(filename)) return source;
    return require('internal/modules/typescript').stripTypes(source, filename);
  }
  module[kEarlySource] = undefined;
  return early;
}

Module._extensions['.js'] = function(module, filename) {
  if (hookState.load.length > 0) {
    compileHooked(module, filename);
    return;
  }
  const format = formatOf(filename);
  const content = takeSource(module, filename);
  if (format === 'module' && !options.requireModule) {
    throw require('internal/modules/cjs/esm_interop').requireEsmError(module, filename, content);
  }
  module._compile(content, filename, format);
};

function parseJson(module, filename, content) {
  try {
    module.exports = JSON.parse(stripBOM(content));
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    throw error;
  }
}

Module._extensions['.json'] = function(module, filename) {
  if (hookState.load.length > 0) compileHooked(module, filename);
  else parseJson(module, filename, takeSource(module, filename));
};

Module._extensions['.node'] = function(module, filename) {
  return process.dlopen(module, filename);
};

Module._initPaths = function() {
  globalPaths = require('internal/options').getOptionValue('--global-search-paths') ? resolution.globalPaths() : [];
  Module.globalPaths = globalPaths.slice();
};

Module._preloadModules = function(requests) {
  if (!Array.isArray(requests)) return;
  isPreloading = true;
  const parent = new Module('internal/preload', null);
  try {
    parent.paths = Module._nodeModulePaths(process.cwd());
  } catch (error) {
    if (error.code !== 'ENOENT') {
      isPreloading = false;
      throw error;
    }
  }
  for (const request of requests) parent.require(request);
  isPreloading = false;
};

function requireFromPath(filename) {
  const from = new Module(filename.endsWith('/') ? path.join(filename, 'noop.js') : filename);
  from.filename = from.id;
  from.paths = Module._nodeModulePaths(from.path);
  return makeRequireFunction(Module, from);
}

Module.createRequire = function createRequire(filename) {
  if (typeof filename === 'string' && filename[0] === '/') return requireFromPath(filename);
  const { fileURLToPath, isURL } = require('internal/url');
  let from;
  try {
    if (typeof filename === 'string' || isURL(filename)) from = fileURLToPath(filename);
  } catch {
    from = undefined;
  }
  if (from === undefined) {
    throw new ERR_INVALID_ARG_VALUE('filename', filename, 'must be a file URL object, file URL string, or absolute path string');
  }
  return requireFromPath(from);
};

Module.isBuiltin = builtins.isBuiltin;
Module.builtinModules = builtins.listModules();
Module.syncBuiltinESMExports = builtins.syncExports;
Module.Module = Module;

module.exports = {
  Module,
  compile,
  extensionOf,
  kEarlySource,
  kEsmWrap,
  kFromEsm,
  kIsExecuting,
  kIsMain,
  kLastParent,
  kParent,
  setCompileCache,
};
