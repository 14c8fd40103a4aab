'use strict';

// The first JavaScript to run: the process object, the loader of native bindings and the loader of builtins. Everything after it is a
// builtin loaded through these. Here alone `internalBinding` is the host's raw getter and `require`, `module`, `process` do not exist yet.

const getBinding = internalBinding;

// An object that grew property by property keeps one hidden class for each of them. A prototype has a single one of its own: so each table
// of functions is made one, for a moment. It spares the startup snapshot a thousand hidden classes.
function compact(object) {
  if (typeof object === 'object' && object !== null) Object.create(object).anything;
}

const bindings = new Map();

function loadBinding(name) {
  let binding = bindings.get(name);
  if (binding === undefined) {
    binding = getBinding(name);
    bindings.set(name, binding);
    compact(binding);
    for (const key in binding) compact(binding[key]);
  }
  return binding;
}

// Its prototype's prototype becomes EventEmitter.prototype in bootstrap/node, once there is one.
const processPrototype = Object.create({}, {
  constructor: {
    __proto__: null,
    value: { process() {} }.process,
    writable: true,
    configurable: true,
  },
  [Symbol.toStringTag]: {
    __proto__: null,
    value: 'process',
    configurable: true,
  },
});
const processObject = Object.create(processPrototype);
Object.defineProperty(processPrototype.constructor, 'prototype', { __proto__: null, value: processPrototype });

const { compile, ids } = loadBinding('builtins');
const known = new Set(ids);
const modules = new Map();

// The exports of a builtin, evaluated at its first use. A cycle sees what the other has exported so far, as in CommonJS.
function requireBuiltin(id) {
  const existing = modules.get(id);
  if (existing !== undefined) return existing.exports;
  if (!known.has(id)) throw new Error(`No such built-in module: ${id}`);
  const module = { id, exports: {}, loaded: false };
  modules.set(id, module);
  try {
    compile(id)(module.exports, requireBuiltin, module, processObject, loadBinding);
  } catch (error) {
    modules.delete(id);
    throw error;
  }
  module.loaded = true;
  compact(module.exports);
  return module.exports;
}

modules.set('internal/realm', {
  id: 'internal/realm',
  exports: {
    requireBuiltin,
    forget: (id) => modules.delete(id),
    hasBuiltin: (id) => known.has(id),
    isLoaded: (id) => modules.get(id)?.loaded === true,
    ids,
  },
  loaded: true,
});

const { setHostFunction } = loadBinding('env');
setHostFunction('requireBuiltin', requireBuiltin);
setHostFunction('process', processObject);
