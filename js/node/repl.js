'use strict';

const {
  REPLServer, REPL_MODE_SLOPPY, REPL_MODE_STRICT, Recoverable, start, writer,
} = require('internal/repl/server');
const { isValidSyntax } = require('internal/repl/syntax');

module.exports = {
  start,
  writer,
  REPLServer,
  REPL_MODE_SLOPPY,
  REPL_MODE_STRICT,
  Recoverable,
  isValidSyntax,
};

// Deprecated: module.builtinModules is what it was for.
const builtinModules = () => require('module').builtinModules.filter((name) => !name.startsWith('_'));
for (const name of ['builtinModules', '_builtinLibs']) {
  let value;
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return value ??= builtinModules(); },
    set(replacement) { value = replacement; },
  });
}
