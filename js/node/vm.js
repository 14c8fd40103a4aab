'use strict';

// Compiling and running code, in this context or another.

const { ContextifyScript, compileFunction: compileNative, isContext: isContextNative, makeContext } = internalBinding('contextify');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const {
  validateArray,
  validateBoolean,
  validateBuffer,
  validateInt32,
  validateObject,
  validateOneOf,
  validateString,
  validateStringArray,
  validateUint32,
  kValidateObjectAllowArray,
  kValidateObjectAllowNullable,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { kDefaultLoader } = require('internal/modules/import_ids');
const { importId, registerImporter } = require('internal/vm/importer');

const kParsingContext = Symbol('script parsing context');
const kDontContextify = Symbol('vm_context_no_contextify');

function isContext(object) {
  validateObject(object, 'object', kValidateObjectAllowArray);
  return isContextNative(object);
}

function validateContext(object) {
  if (!isContext(object)) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', object);
}

function validateCompileOptions({ filename, lineOffset, columnOffset, cachedData, produceCachedData }) {
  validateString(filename, 'options.filename');
  validateInt32(lineOffset, 'options.lineOffset');
  validateInt32(columnOffset, 'options.columnOffset');
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
}

let unnamedContexts = 0;  // For debuggers.

function runArguments(options = kEmptyObject) {
  validateObject(options, 'options');
  const { timeout, displayErrors = true, breakOnSigint = false } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return [timeout ?? -1, displayErrors, breakOnSigint];
}

class Script extends ContextifyScript {
  constructor(code, options = kEmptyObject) {
    const source = `${code}`;
    const given = typeof options === 'string' ? { filename: options } : options;
    validateObject(given, 'options');
    const {
      filename = 'evalmachine.<anonymous>',
      lineOffset = 0,
      columnOffset = 0,
      cachedData,
      produceCachedData = false,
      importModuleDynamically,
      [kParsingContext]: parsingContext,
    } = given;
    validateCompileOptions({ filename, lineOffset, columnOffset, cachedData, produceCachedData });
    const id = importId(importModuleDynamically, filename);
    super(source, filename, lineOffset, columnOffset, cachedData, produceCachedData, parsingContext, id);
    registerImporter(id, importModuleDynamically, this);
  }

  runInThisContext(options) {
    return super.runInContext(null, ...runArguments(options));
  }

  runInContext(contextifiedObject, options) {
    validateContext(contextifiedObject);
    return super.runInContext(contextifiedObject, ...runArguments(options));
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, contextOptionsOf(options));
    return this.runInContext(context, options);
  }
}

// The context options among those of runInNewContext().
function contextOptionsOf(options) {
  if (!options) return {};
  const { contextName: name, contextOrigin: origin, contextCodeGeneration, microtaskMode } = options;
  if (name !== undefined) validateString(name, 'options.contextName');
  if (origin !== undefined) validateString(origin, 'options.contextOrigin');
  let codeGeneration;
  if (contextCodeGeneration !== undefined) {
    validateObject(contextCodeGeneration, 'options.contextCodeGeneration');
    const { strings, wasm } = contextCodeGeneration;
    if (strings !== undefined) validateBoolean(strings, 'options.contextCodeGeneration.strings');
    if (wasm !== undefined) validateBoolean(wasm, 'options.contextCodeGeneration.wasm');
    codeGeneration = { strings, wasm };
  }
  if (microtaskMode !== undefined) validateString(microtaskMode, 'options.microtaskMode');
  return { name, origin, codeGeneration, microtaskMode };
}

function createContext(contextObject = {}, options = kEmptyObject) {
  if (contextObject !== kDontContextify && isContext(contextObject)) return contextObject;
  validateObject(options, 'options');
  const { name, origin, codeGeneration, microtaskMode, importModuleDynamically } = options;
  if (name !== undefined) validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) validateObject(codeGeneration, 'options.codeGeneration');
  const { strings = true, wasm = true } = codeGeneration ?? kEmptyObject;
  validateBoolean(strings, 'options.codeGeneration.strings');
  validateBoolean(wasm, 'options.codeGeneration.wasm');
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  const id = importId(importModuleDynamically, 'context');
  const object = contextObject === kDontContextify ? undefined : contextObject;
  const made = makeContext(object, strings, wasm, microtaskMode === 'afterEvaluate', name ?? `VM Context ${++unnamedContexts}`, origin, id);
  registerImporter(id, importModuleDynamically, made);
  return made;
}

function createScript(code, options) {
  return new Script(code, options);
}

function withParsingContext(options, context) {
  return typeof options === 'string' ? { filename: options, [kParsingContext]: context } : { ...options, [kParsingContext]: context };
}

function runInContext(code, contextifiedObject, options) {
  validateContext(contextifiedObject);
  const given = withParsingContext(options, contextifiedObject);
  return createScript(code, given).runInContext(contextifiedObject, given);
}

function runInNewContext(code, contextObject, options) {
  const given = typeof options === 'string' ? { filename: options } : options;
  const context = createContext(contextObject, contextOptionsOf(given));
  return createScript(code, withParsingContext(given, context)).runInContext(context, given);
}

function runInThisContext(code, options) {
  const given = typeof options === 'string' ? { filename: options } : options;
  return createScript(code, given).runInThisContext(given);
}

function compileFunction(code, params, options = kEmptyObject) {
  validateString(code, 'code');
  validateObject(options, 'options');
  if (params !== undefined) validateStringArray(params, 'params');
  const {
    filename = '',
    columnOffset = 0,
    lineOffset = 0,
    cachedData,
    produceCachedData = false,
    parsingContext,
    contextExtensions = [],
    importModuleDynamically,
  } = options;
  validateCompileOptions({ filename, lineOffset, columnOffset, cachedData, produceCachedData });
  if (parsingContext !== undefined && (typeof parsingContext !== 'object' || parsingContext === null || !isContext(parsingContext))) {
    throw new ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  contextExtensions.forEach((extension, i) => {
    validateObject(extension, `options.contextExtensions[${i}]`, kValidateObjectAllowNullable);
  });
  const id = importId(importModuleDynamically, filename);
  const compiled = compileNative(code, filename, lineOffset, columnOffset, cachedData, produceCachedData, parsingContext,
                                 contextExtensions.filter((extension) => extension !== null), params, id);
  registerImporter(id, importModuleDynamically, compiled);
  return compiled;
}

const constants = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: kDefaultLoader,
  DONT_CONTEXTIFY: kDontContextify,
});

// What a context's objects take. Experimental.
function measureMemory(options = kEmptyObject) {
  require('internal/util').emitExperimentalWarning('vm.measureMemory');
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  return internalBinding('v8').measureMemory(mode === 'detailed', execution === 'eager');
}

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory,
  constants,
};

// Only there with the flag, as programs test for them. Read at run time: in the startup snapshot there is no command line.
function exposeModules() {
  const { Module, SourceTextModule, SyntheticModule } = require('internal/vm/module');
  Object.assign(module.exports, { Module, SourceTextModule, SyntheticModule });
}

if (require('internal/options').getOptionValue('--experimental-vm-modules')) exposeModules();
