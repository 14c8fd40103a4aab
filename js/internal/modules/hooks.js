'use strict';

// module.registerHooks(): functions of the user's that resolve and load modules, the newest first, each of which may call the next.

const { codes: { ERR_INVALID_RETURN_PROPERTY_VALUE, ERR_INVALID_RETURN_VALUE } } = require('internal/errors');
const builtins = require('internal/modules/builtins');
const state = require('internal/modules/hook_state');
const { importConditions, pathToUrl, requireConditions, stripBOM, urlToPath } = require('internal/modules/helpers');
const { validateFunction, validateObject, validateString } = require('internal/validators');

class ModuleHooks {
  #resolve;
  #load;

  constructor(resolve, load) {
    this.#resolve = resolve;
    this.#load = load;
  }

  deregister() {
    for (const [list, hook] of [[state.resolve, this.#resolve], [state.load, this.#load]]) {
      const at = list.indexOf(hook);
      if (at !== -1) list.splice(at, 1);
    }
  }
}

function registerHooks(hooks) {
  validateObject(hooks, 'hooks');
  const { resolve, load } = hooks;
  if (resolve !== undefined) validateFunction(resolve, 'hooks.resolve');
  if (load !== undefined) validateFunction(load, 'hooks.load');
  // Wrapped: one function may be registered more than once.
  const own = { resolve: resolve && ((...args) => resolve(...args)), load: load && ((...args) => load(...args)) };
  if (own.resolve) state.resolve.push(own.resolve);
  if (own.load) state.load.push(own.load);
  return new ModuleHooks(own.resolve, own.load);
}

// Calls the newest hook; each next one gets the context that the one before it made of its own.
function runChain(list, name, first, context, fallback, check) {
  const run = (index, value, given) => {
    if (index < 0) return fallback(value, given);
    const next = (nextValue = value, nextContext = {}) => run(index - 1, nextValue, { ...given, ...nextContext });
    const result = list[index](value, given, next);
    check(result, name);
    return result;
  };
  return run(list.length - 1, first, context);
}

function checkResolved(result) {
  if (result === null || typeof result !== 'object') throw new ERR_INVALID_RETURN_VALUE('an object', 'resolve', result);
  if (typeof result.url !== 'string') throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', 'resolve', 'url', result.url);
}

function checkLoaded(result) {
  if (result === null || typeof result !== 'object') throw new ERR_INVALID_RETURN_VALUE('an object', 'load', result);
}

const textOf = (source) => (typeof source === 'string' ? source : source == null ? source : require('buffer').Buffer.from(source).toString('utf8'));

// -- import -----------------------------------------------------------------------------------------------------------------------------------

function resolveImport(specifier, parentURL, importAttributes, fallback) {
  const context = { __proto__: null, conditions: [...importConditions()], importAttributes: { ...importAttributes }, parentURL };
  const byDefault = (value, { parentURL: parent }) => ({ __proto__: null, url: fallback(value, parent), importAttributes });
  return runChain(state.resolve, 'resolve', specifier, context, byDefault, checkResolved);
}

// As load() of the ES loader gives it.
function loadImport(url, format, importAttributes, fallback) {
  const context = { __proto__: null, conditions: [...importConditions()], format, importAttributes: { ...importAttributes } };
  let filename;
  const byDefault = (value) => {
    const loaded = fallback(value);
    ({ filename } = loaded);
    return { __proto__: null, format: loaded.format, source: loaded.source };
  };
  const result = state.load.length === 0 ? byDefault(url) : runChain(state.load, 'load', url, context, byDefault, checkLoaded);
  if (filename === undefined && url.startsWith('file:')) filename = urlToPath(url.replace(/[?#].*$/s, ''));
  return { format: result.format, source: result.format === 'wasm' ? result.source : textOf(result.source), filename };
}

// -- require ----------------------------------------------------------------------------------------------------------------------------------

function urlOf(filename) {
  const id = builtins.normalizeId(filename);
  if (id !== undefined) return `node:${id}`;
  return filename[0] === '/' ? pathToUrl(filename) : filename;
}

// {filename, format}: the filename of a builtin is its URL.
function resolveRequire(request, parent, fallback) {
  const parentURL = parent?.filename ? pathToUrl(parent.filename) : undefined;
  const context = { __proto__: null, conditions: [...requireConditions()], importAttributes: { __proto__: null }, parentURL };
  const byDefault = (value) => ({ __proto__: null, url: urlOf(fallback(value)) });
  const { url, format } = runChain(state.resolve, 'resolve', request, context, byDefault, checkResolved);
  return { filename: url.startsWith('file:') ? urlToPath(url.replace(/[?#].*$/s, '')) : url, format };
}

// Loads a CommonJS module's source through the hooks: {format, source}.
function loadRequire(filename, format, fallback) {
  const url = urlOf(filename);
  const context = { __proto__: null, conditions: [...requireConditions()], format, importAttributes: { __proto__: null } };
  const byDefault = (value, given) => ({ __proto__: null, format: given.format, source: fallback(value) });
  const result = runChain(state.load, 'load', url, context, byDefault, checkLoaded);
  const source = textOf(result.source);
  return { format: result.format, source: typeof source === 'string' ? stripBOM(source) : source };
}

// -- register ---------------------------------------------------------------------------------------------------------------------------------

// module.register(): asynchronous hooks of a module, run on a thread of their own.
function register(specifier, parentURL, options) {
  if (parentURL !== null && typeof parentURL === 'object' && !require('internal/url').isURL(parentURL)) {
    options = parentURL;
    parentURL = options.parentURL;
  }
  if (!require('internal/url').isURL(specifier)) validateString(specifier, 'specifier');
  const base = parentURL === undefined ? 'data:' : `${parentURL}`;
  require('internal/modules/hooks_thread').register(`${specifier}`, base, options?.data, options?.transferList);
}

module.exports = { loadImport, loadRequire, register, registerHooks, resolveImport, resolveRequire };
