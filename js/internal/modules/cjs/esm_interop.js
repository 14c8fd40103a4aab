'use strict';

// require() of ES modules.

const { codes: { ERR_REQUIRE_ESM } } = require('internal/errors');
const { Module, kEsmWrap, kIsMain, kLastParent, kParent } = require('internal/modules/cjs/loader');
const { pathToUrl } = require('internal/modules/helpers');
const { ModuleWrap } = internalBinding('module_wrap');

const kFacadeUrl = 'node:internal/require_module_default_facade';
const kFacadeSource = "export * from 'original'; export { default } from 'original'; export const __esModule = true;";

// Transpiled importers ask for __esModule to find `default`: they get a view of the namespace that has it.
function facadeOf(wrap) {
  const facade = new ModuleWrap(kFacadeUrl, kFacadeSource, 0, 0);
  facade.link([wrap]);
  facade.instantiate();
  facade.evaluate();
  return facade.getNamespace();
}

function exportsOf(wrap) {
  const namespace = wrap.getNamespace();
  if (Object.hasOwn(namespace, 'module.exports')) return namespace['module.exports'];
  if (!Object.hasOwn(namespace, 'default') || Object.hasOwn(namespace, '__esModule')) return namespace;
  return facadeOf(wrap);
}

// --trace-require-module=all, or =no-node-modules: not those that packages load.
function warnOfRequire(module, filename, trace) {
  const { isUnderNodeModules } = require('internal/util');
  const parent = module[kLastParent]?.filename ?? module[kParent]?.filename;
  if (trace === 'no-node-modules' && isUnderNodeModules(parent ?? filename)) return;
  const from = parent === undefined ? 'CommonJS module' : `CommonJS module ${parent}`;
  const warning = `${from} is loading ES Module ${filename} using require().\n` +
    'Support for loading ES Module in require() is an experimental feature and might change at any time';
  process.emitWarning(warning, 'ExperimentalWarning', undefined, Module.prototype.require);
}

function loadModuleSource(module, filename, source) {
  if (module[kIsMain]) {
    // The entry point turned out to be an ES module: it may wait, so it is run as one.
    const { runEsmEntry } = require('internal/modules/run_main');
    process.mainModule = undefined;
    runEsmEntry((loader) => loader.importModule(pathToUrl(filename), undefined, undefined, true));
    return;
  }
  const trace = require('internal/options').getOptionValue('--trace-require-module');
  if (trace !== undefined) warnOfRequire(module, filename, trace);
  if (!require('internal/modules/helpers').options.requireModule) throw new ERR_REQUIRE_ESM(filename, true);
  const { requireModule } = require('internal/modules/esm/loader');
  const wrap = requireModule(filename, source, module[kLastParent]?.filename, (known) => {
    Object.defineProperty(module, kEsmWrap, { __proto__: null, value: known, configurable: true, enumerable: false });
  });
  module.exports = exportsOf(wrap);
}

// module.exports of an ES module that is still being required: there is nothing to show yet.
function checkNotInCycle(wrap, id, parent) {
  require('internal/modules/esm/loader').checkNotEvaluating(wrap, id, parent?.filename);
}

function requireEsmError(module, filename, content) {
  const { containsModuleSyntax } = internalBinding('contextify');
  const config = require('internal/modules/package_json_reader').nearest(filename);
  return new ERR_REQUIRE_ESM(filename, containsModuleSyntax(content, filename, true), module[kParent]?.filename,
                             filename.endsWith('.js') ? config?.path : undefined);
}

module.exports = { checkNotInCycle, loadModuleSource, requireEsmError };
