'use strict';

// vm.SourceTextModule and vm.SyntheticModule, of --experimental-vm-modules.

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_VM_MODULE_ALREADY_LINKED,
    ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA,
    ERR_VM_MODULE_DIFFERENT_CONTEXT,
    ERR_VM_MODULE_LINK_FAILURE,
    ERR_VM_MODULE_NOT_MODULE,
    ERR_VM_MODULE_STATUS,
  },
} = require('internal/errors');
const { customInspectSymbol, getConstructorOf, kEmptyObject } = require('internal/util');
const {
  validateArray, validateBoolean, validateBuffer, validateFunction, validateInt32, validateObject, validateString, validateUint32,
} = require('internal/validators');
const { importId, registerImporter } = require('internal/vm/importer');
const {
  ModuleWrap, kErrored, kEvaluated, kEvaluating, kInstantiated, kInstantiating, kUninstantiated,
} = internalBinding('module_wrap');
const { isContext } = internalBinding('contextify');

const kStatusNames = {
  [kUninstantiated]: 'unlinked',
  [kInstantiating]: 'linking',
  [kInstantiated]: 'linked',
  [kEvaluating]: 'evaluating',
  [kEvaluated]: 'evaluated',
  [kErrored]: 'errored',
};

const kLink = Symbol('kLink');
const kNoError = Symbol('kNoError');

let globalId = 0;
const idsOfContexts = new WeakMap();

// "vm:module(0)", counted in each context.
function defaultIdentifier(context) {
  if (context === undefined) return `vm:module(${globalId++})`;
  const id = idsOfContexts.get(context) ?? 0;
  idsOfContexts.set(context, id + 1);
  return `vm:module(${id})`;
}

function validateContext(context) {
  validateObject(context, 'context');
  if (!isContext(context)) throw new ERR_INVALID_ARG_TYPE('options.context', 'vm.Context', context);
}

let wrapOf;
let isModule;

class Module {
  #wrap;
  #context;

  static {
    isModule = (value) => typeof value === 'object' && value !== null && #wrap in value && value.#wrap !== undefined;
    wrapOf = (module) => {
      if (!isModule(module)) throw new ERR_VM_MODULE_NOT_MODULE();
      return module.#wrap;
    };
  }

  // `makeWrap(identifier, context)`
  constructor(options, makeWrap) {
    if (new.target === Module) throw new TypeError('Module is not a constructor');
    const { context, identifier } = options;
    if (context !== undefined) validateContext(context);
    if (identifier !== undefined) validateString(identifier, 'options.identifier');
    this.#context = context;
    this.#wrap = makeWrap(identifier ?? defaultIdentifier(context), context);
  }

  get identifier() {
    return wrapOf(this).url;
  }

  get context() {
    wrapOf(this);
    return this.#context;
  }

  get namespace() {
    const wrap = wrapOf(this);
    if (wrap.getStatus() < kInstantiated) throw new ERR_VM_MODULE_STATUS('must not be unlinked or linking');
    return wrap.getNamespace();
  }

  get status() {
    return kStatusNames[wrapOf(this).getStatus()];
  }

  get error() {
    const wrap = wrapOf(this);
    if (wrap.getStatus() !== kErrored) throw new ERR_VM_MODULE_STATUS('must be errored');
    return wrap.getError();
  }

  async link(linker) {
    const wrap = wrapOf(this);
    validateFunction(linker, 'linker');
    if (this.status === 'linked') throw new ERR_VM_MODULE_ALREADY_LINKED();
    if (this.status !== 'unlinked') throw new ERR_VM_MODULE_STATUS('must be unlinked');
    await this[kLink](linker);
    wrap.instantiate();
  }

  async evaluate(options = kEmptyObject) {
    const wrap = wrapOf(this);
    validateObject(options, 'options');
    const { timeout, breakOnSigint = false } = options;
    if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
    validateBoolean(breakOnSigint, 'options.breakOnSigint');
    const { status } = this;
    if (status !== 'linked' && status !== 'evaluated' && status !== 'errored') {
      throw new ERR_VM_MODULE_STATUS('must be one of linked, evaluated, or errored');
    }
    await wrap.evaluate(timeout ?? -1, breakOnSigint);
  }

  [customInspectSymbol](depth, options) {
    wrapOf(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const constructor = getConstructorOf(this) || Module;
    const shown = { __proto__: { constructor }, status: this.status, identifier: this.identifier, context: this.context };
    return inspect(shown, { ...options, customInspect: false });
  }
}

function readSourceOptions(options) {
  const { lineOffset = 0, columnOffset = 0, initializeImportMeta, importModuleDynamically, cachedData } = options;
  validateInt32(lineOffset, 'options.lineOffset');
  validateInt32(columnOffset, 'options.columnOffset');
  if (initializeImportMeta !== undefined) validateFunction(initializeImportMeta, 'options.initializeImportMeta');
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
  return { lineOffset, columnOffset, initializeImportMeta, importModuleDynamically };
}

class SourceTextModule extends Module {
  #error = kNoError;
  #isLinking = false;
  #requests;
  #source;

  constructor(sourceText, options = kEmptyObject) {
    validateString(sourceText, 'code');
    validateObject(options, 'options');
    const { lineOffset, columnOffset, initializeImportMeta, importModuleDynamically } = readSourceOptions(options);
    let id;
    super(options, (identifier, context) => {
      id = importId(importModuleDynamically, identifier);
      return new ModuleWrap(identifier, sourceText, lineOffset, columnOffset, id, context);
    });
    this.#source = sourceText;
    registerImporter(id, importModuleDynamically, this);
    wrapOf(this).initializeImportMeta = (meta) => initializeImportMeta?.(meta, this);
  }

  get moduleRequests() {
    if (this.#requests === undefined) {
      const flat = wrapOf(this).getRequests();
      const requests = [];
      for (let i = 0; i < flat.length; i += 2) {
        requests.push(Object.freeze({
          __proto__: null,
          specifier: flat[i],
          attributes: Object.freeze({ __proto__: null, ...flat[i + 1] }),
          phase: 'evaluation',
        }));
      }
      this.#requests = Object.freeze(requests);
    }
    return this.#requests;
  }

  get dependencySpecifiers() {
    return Object.freeze(this.moduleRequests.map(({ specifier }) => specifier));
  }

  get status() {
    if (this.#error !== kNoError) return 'errored';
    return this.#isLinking ? 'linking' : super.status;
  }

  get error() {
    return this.#error !== kNoError ? this.#error : super.error;
  }

  // All modules of the graph are asked for before any is linked.
  async [kLink](linker) {
    this.#isLinking = true;
    try {
      const modules = await Promise.all(this.moduleRequests.map((request) => this.#resolve(linker, request)));
      wrapOf(this).link(modules.map(wrapOf));
    } catch (error) {
      this.#error = error;
      throw error;
    } finally {
      this.#isLinking = false;
    }
  }

  async #resolve(linker, { specifier, attributes }) {
    const module = await linker(specifier, this, { attributes, assert: attributes });
    if (!isModule(module)) throw new ERR_VM_MODULE_NOT_MODULE();
    if (module.context !== this.context) throw new ERR_VM_MODULE_DIFFERENT_CONTEXT();
    if (module.status === 'errored') {
      throw new ERR_VM_MODULE_LINK_FAILURE(`request for '${specifier}' resolved to an errored module`, module.error);
    }
    if (module.status === 'unlinked') await module[kLink](linker);
    return module;
  }

  // The synchronous way: modules in the order of moduleRequests, then instantiate().
  linkRequests(modules) {
    const wrap = wrapOf(this);
    if (this.status !== 'unlinked') throw new ERR_VM_MODULE_STATUS('must be unlinked');
    validateArray(modules, 'modules');
    if (modules.length !== this.moduleRequests.length) {
      throw new ERR_INVALID_ARG_VALUE('modules', modules, `must have ${this.moduleRequests.length} items`);
    }
    for (const module of modules) {
      if (!isModule(module)) throw new ERR_VM_MODULE_NOT_MODULE();
      if (module.context !== this.context) throw new ERR_VM_MODULE_DIFFERENT_CONTEXT();
    }
    wrap.link(modules.map(wrapOf));
  }

  instantiate() {
    const wrap = wrapOf(this);
    if (this.status !== 'unlinked') throw new ERR_VM_MODULE_STATUS('must be unlinked');
    wrap.instantiate();
  }

  hasTopLevelAwait() {
    return wrapOf(this).hasTopLevelAwait();
  }

  hasAsyncGraph() {
    const wrap = wrapOf(this);
    if (wrap.getStatus() < kInstantiated) throw new ERR_VM_MODULE_STATUS('must be linked');
    return wrap.isGraphAsync();
  }

  createCachedData() {
    const { status } = this;
    if (status === 'evaluating' || status === 'evaluated' || status === 'errored') throw new ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA();
    return wrapOf(this).createCachedData();
  }
}

class SyntheticModule extends Module {
  constructor(exportNames, evaluateCallback, options = kEmptyObject) {
    if (!Array.isArray(exportNames) || exportNames.some((name) => typeof name !== 'string')) {
      throw new ERR_INVALID_ARG_TYPE('exportNames', 'Array of unique strings', exportNames);
    }
    exportNames.forEach((name, i) => {
      if (exportNames.indexOf(name, i + 1) !== -1) throw new ERR_INVALID_ARG_VALUE(`exportNames.${name}`, name, 'is duplicated');
    });
    validateFunction(evaluateCallback, 'evaluateCallback');
    validateObject(options, 'options');
    super(options, (identifier, context) => {
      return new ModuleWrap(identifier, exportNames, () => Reflect.apply(evaluateCallback, this, []), context);
    });
    // It asks for no other module.
    wrapOf(this).link([]);
    wrapOf(this).instantiate();
  }

  [kLink]() {}

  async link(linker) {
    wrapOf(this);
    validateFunction(linker, 'linker');
  }

  setExport(name, value) {
    const wrap = wrapOf(this);
    validateString(name, 'name');
    if (wrap.getStatus() < kInstantiated) throw new ERR_VM_MODULE_STATUS('must be linked');
    wrap.setExport(name, value);
  }
}

module.exports = { Module, SourceTextModule, SyntheticModule, isModule };
