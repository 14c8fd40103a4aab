'use strict';

// process.allowedNodeEnvironmentFlags: what may stand in NODE_OPTIONS, as a Set that also finds other spellings of a flag.

const { getEnvironmentOptionNames, getOptionValue } = require('internal/options');

const setValues = Set.prototype.values;
const setEntries = Set.prototype.entries;
const names = new WeakMap();

class NodeEnvironmentFlagsSet extends Set {
  constructor(flags) {
    super();
    names.set(this, new Set(flags));
  }

  // A view: changing it does nothing.
  add() { return this; }
  delete() { return false; }
  clear() {}

  has(key) {
    if (typeof key !== 'string') return false;
    const flags = names.get(this);
    const name = key.replaceAll('_', '-');
    if (name.startsWith('-')) return flags.has(name.replace(/=.*$/, ''));
    return flags.has(`--${name}`) || flags.has(`-${name}`);
  }

  entries() { return Reflect.apply(setEntries, names.get(this), []); }
  values() { return Reflect.apply(setValues, names.get(this), []); }
  keys() { return this.values(); }
  [Symbol.iterator]() { return this.values(); }
  get size() { return names.get(this).size; }

  forEach(callback, thisArg = undefined) {
    for (const flag of names.get(this)) Reflect.apply(callback, thisArg, [flag, flag, this]);
  }
}

function makeAllowedFlags() {
  Object.freeze(NodeEnvironmentFlagsSet);
  Object.freeze(NodeEnvironmentFlagsSet.prototype);
  const flags = [];
  for (const name of getEnvironmentOptionNames()) {
    flags.push(name);
    if (typeof getOptionValue(name) === 'boolean') flags.push(`--no-${name.slice(2)}`);
  }
  return Object.freeze(new NodeEnvironmentFlagsSet(flags));
}

module.exports = { makeAllowedFlags };
