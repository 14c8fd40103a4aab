'use strict';

// Which builtins users may load, under which names, and what ES modules see of them.

const { ids } = internalBinding('builtins');

// Reachable as "node:test" only: a package of the bare name may exist.
const kSchemeOnly = new Set(['sea', 'sqlite', 'test', 'test/reporters']);

// Not Node's: there is no "node:isoscope".
const kBareOnly = new Set(['isoscope']);

const publicIds = new Set(ids.filter((id) => !/^(internal|bootstrap)\//.test(id)));

function canBeRequired(id) {
  return publicIds.has(id);
}

function canBeRequiredWithoutScheme(id) {
  return publicIds.has(id) && !kSchemeOnly.has(id);
}

// "fs" and "node:fs" give "fs"; undefined for what is no public builtin.
function normalizeId(request) {
  if (request.startsWith('node:')) {
    const id = request.slice(5);
    return publicIds.has(id) && !kBareOnly.has(id) ? id : undefined;
  }
  return canBeRequiredWithoutScheme(request) ? request : undefined;
}

// --expose-internals, for tests of internal builtins.
function exposeInternals() {
  for (const id of ids) if (id.startsWith('internal/')) publicIds.add(id);
}

function isBuiltin(name) {
  return typeof name === 'string' && normalizeId(name) !== undefined;
}

function listModules() {
  const bare = [];
  const schemed = [];
  for (const id of publicIds) {
    if (id.startsWith('internal/') || kBareOnly.has(id)) continue;
    if (kSchemeOnly.has(id)) schemed.push(`node:${id}`);
    else bare.push(id);
  }
  return Object.freeze([...bare.sort(), ...schemed.sort()]);
}

// process.getBuiltinModule
function getBuiltinModule(id) {
  require('internal/validators').validateString(id, 'id');
  const normalized = normalizeId(id);
  return normalized === undefined ? undefined : require(normalized);
}

// id -> the synthetic ES module of a builtin. Its names are fixed when it is first imported; their values follow syncExports().
const facades = new Map();

function exportNamesOf(exports) {
  if (exports === null || (typeof exports !== 'object' && typeof exports !== 'function')) return [];
  return Object.keys(exports).filter((name) => name !== 'default');
}

function readExport(exports, name) {
  try {
    return exports[name];
  } catch {
    return undefined;  // A getter that throws, such as one of a missing feature.
  }
}

function esmFacade(id) {
  let facade = facades.get(id);
  if (facade !== undefined) return facade;
  const { ModuleWrap } = internalBinding('module_wrap');
  const exports = require(id);
  const names = exportNamesOf(exports);
  facade = new ModuleWrap(`node:${id}`, ['default', ...names], function() {
    for (const name of names) this.setExport(name, readExport(exports, name));
    this.setExport('default', exports);
  });
  facade.builtinNames = names;
  facade.instantiate();
  facade.evaluate();
  facades.set(id, facade);
  return facade;
}

// module.syncBuiltinESMExports: live bindings of imported builtins get what user code has put on the exports since.
function syncExports() {
  for (const [id, facade] of facades) {
    const exports = require(id);
    for (const name of facade.builtinNames) {
      facade.setExport(name, Object.hasOwn(exports, name) ? readExport(exports, name) : undefined);
    }
  }
}

module.exports = {
  canBeRequired,
  canBeRequiredWithoutScheme,
  esmFacade,
  exposeInternals,
  getBuiltinModule,
  isBuiltin,
  listModules,
  normalizeId,
  syncExports,
};
