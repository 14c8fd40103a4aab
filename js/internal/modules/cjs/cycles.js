'use strict';

// What a require() sees of a module that is still running: its unfinished exports, with a warning for names they do not have yet.

const kIsCyclic = Symbol('kIsCyclic');  // The exports of this module have the warning prototype for now.

function warn(property) {
  process.emitWarning(`Accessing non-existent property '${String(property)}' of module exports inside circular dependency`);
}

const warningPrototype = new Proxy({}, {
  __proto__: null,
  get(target, property) {
    if (property in target || property === '__esModule') return target[property];
    warn(property);
    return undefined;
  },
  getOwnPropertyDescriptor(target, property) {
    if (Object.hasOwn(target, property) || property === '__esModule') return Reflect.getOwnPropertyDescriptor(target, property);
    warn(property);
    return undefined;
  },
});

function isPlain(exports, prototype) {
  return exports !== null && typeof exports === 'object' && !require('internal/util/types').isProxy(exports) &&
    Object.getPrototypeOf(exports) === prototype;
}

function unfinishedExports(module) {
  const { kEsmWrap, kLastParent } = require('internal/modules/cjs/loader');
  if (module[kEsmWrap] !== undefined) require('internal/modules/cjs/esm_interop').checkNotInCycle(module[kEsmWrap], module.id, module[kLastParent]);
  const { exports } = module;
  if (isPlain(exports, Object.prototype) && !exports.__esModule) {
    Object.setPrototypeOf(exports, warningPrototype);
    Object.defineProperty(module, kIsCyclic, { __proto__: null, value: true, configurable: true, enumerable: false });
  }
  return exports;
}

// The module has run: its exports become ordinary again.
function finishExports(module) {
  delete module[kIsCyclic];
  if (isPlain(module.exports, warningPrototype)) Object.setPrototypeOf(module.exports, Object.prototype);
}

module.exports = { finishExports, kIsCyclic, unfinishedExports };
