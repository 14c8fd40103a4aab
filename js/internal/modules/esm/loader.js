'use strict';

// ES modules: the cache of modules, loading a whole graph, running it. A graph is loaded synchronously, as in Node 24; only evaluation
// may wait (top-level await).

const { codes: { ERR_REQUIRE_ASYNC_MODULE, ERR_REQUIRE_CYCLE_MODULE } } = require('internal/errors');
const files = require('internal/modules/files');
const { options, pathToUrl, urlToFilename } = require('internal/modules/helpers');
const { checkAttributeKeys, checkAttributes } = require('internal/modules/esm/attributes');
const { load, withoutTypes } = require('internal/modules/esm/load');
const { resolve } = require('internal/modules/esm/resolve');
const hookState = require('internal/modules/hook_state');
const { translate } = require('internal/modules/esm/translators');
const { ModuleWrap, kEvaluated, kEvaluating, kErrored, kInstantiated } = internalBinding('module_wrap');

const { then } = Promise.prototype;
const noop = () => {};

// One module of the cache.
class ModuleRecord {
  // Own from the start, whatever Object.prototype has.
  key;
  url;
  wrap;
  format;
  dependencies;

  constructor(key, url, wrap, format) {
    this.key = key;
    this.url = url;
    this.wrap = wrap;
    this.format = format;
    this.dependencies = undefined;  // Records in the order of the requests, once linked.
  }
}

const records = new Map();    // Key -> ModuleRecord; the key is the URL, with a type where an attribute gives one.
const resolutions = new Map();  // "importer \0 specifier" -> URL; as in Node for good.

function resolveCached(specifier, parentUrl, attributes) {
  if (hookState.resolve.length > 0) return require('internal/modules/hooks').resolveImport(specifier, parentUrl, attributes, resolve).url;
  const key = `${parentUrl}\0${specifier}`;
  let url = resolutions.get(key);
  if (url === undefined) {
    url = resolve(specifier, parentUrl);
    resolutions.set(key, url);
  }
  return url;
}

function keyOf(url, attributes) {
  const type = attributes?.type;
  return type === undefined ? url : `${url}\0${type}`;
}

function addRecord(key, url, wrap, format) {
  const record = new ModuleRecord(key, url, wrap, format);
  records.set(key, record);
  return record;
}

// The record of a URL, compiled but not linked when it is new.
function recordOf(url, attributes, isMain, added) {
  const key = keyOf(url, attributes);
  const existing = records.get(key);
  if (existing !== undefined) return existing;
  checkAttributeKeys(url, attributes);
  const given = hookState.load.length > 0 ? require('internal/modules/hooks').loadImport(url, undefined, attributes, load) : load(url);
  const loaded = withoutTypes(given, url);
  checkAttributes(url, loaded.format, attributes);
  const wrap = translate(url, loaded, isMain);
  wrap.isMain = isMain;
  const record = addRecord(key, url, wrap, loaded.format);
  if (loaded.format !== 'module' && loaded.format !== 'wasm') record.dependencies = [];
  added.push(record);
  return record;
}

function linkOne(record, added, pending, inRequire) {
  const requests = record.wrap.getRequests();
  const dependencies = [];
  const wraps = [];
  for (let i = 0; i < requests.length; i += 2) {
    const dependency = recordOf(resolveCached(requests[i], record.url, requests[i + 1]), requests[i + 1], false, added);
    if (inRequire) checkMayRequire(dependency, requests[i], record.url);
    dependencies.push(dependency);
    wraps.push(dependency.wrap);
    if (dependency.dependencies === undefined) pending.push(dependency);
  }
  record.wrap.link(wraps);
  record.dependencies = dependencies;
}

// Loads and links everything that `record` needs. When that fails, what was added for it is forgotten: it may be tried again.
function linkGraph(record, added, inRequire = false) {
  if (record.dependencies !== undefined) return;
  const remembers = files.beginProbing();
  const pending = [record];
  try {
    while (pending.length > 0) {
      const next = pending.pop();
      if (next.dependencies === undefined) linkOne(next, added, pending, inRequire);
    }
  } catch (error) {
    for (const { key } of added) records.delete(key);
    throw error;
  } finally {
    if (remembers) files.endProbing();
  }
}

function instantiate(record) {
  if (record.wrap.getStatus() >= kInstantiated) return;
  try {
    record.wrap.instantiate();
  } catch (error) {
    require('internal/modules/esm/errors').explainLinkError(error, record);
    throw error;
  }
}

// --inspect-brk
function evaluateAndPause(wrap) {
  return internalBinding('inspector').callAndPauseOnStart(wrap.evaluate, wrap);
}

async function evaluate(record) {
  // Not at once: the module may be running already and be the very one that imports itself.
  await undefined;
  try {
    await (options.inspectBrk && record === entry ? evaluateAndPause(record.wrap) : record.wrap.evaluate());
  } catch (error) {
    require('internal/modules/esm/errors').explainCommonJSGlobal(error, record.wrap);
    throw error;
  }
}

// The namespace of a module, run. `parentUrl` is undefined for the program's entry point.
async function importModule(specifier, parentUrl, attributes, isMain = false) {
  const added = [];
  const record = recordOf(resolveCached(`${specifier}`, parentUrl, attributes), attributes, isMain, added);
  if (isMain) entry = record;
  linkGraph(record, added);
  instantiate(record);
  await evaluate(record);
  return record.wrap.getNamespace();
}

// -e and stdin as a module.
async function importSource(source, url) {
  const record = addRecord(url, url, new ModuleWrap(url, source, 0, 0), 'module');
  record.wrap.isMain = true;
  entry = record;
  linkGraph(record, [record]);
  instantiate(record);
  await evaluate(record);
}

// The entry point's record, for the report of awaits that never settled.
let entry;

function stalledAwaits() {
  return entry === undefined ? [] : entry.wrap.getStalledAwaits();
}

function cycleError(verb, name, parentFilename, advice) {
  return new ERR_REQUIRE_CYCLE_MODULE(`Cannot ${verb} ${name} in a cycle.${parentFilename ? ` (from ${parentFilename})` : ''}${advice}`);
}

const kCycleAdvice = ' A cycle involving require(esm) is not allowed to maintain invariants mandated by the ECMAScript specification. ' +
  'Try making at least part of the dependency in the graph lazily loaded.';

// Inside a require(): a dependency that is running already would be seen half done.
function checkMayRequire(record, specifier, parentUrl) {
  if (record.wrap.getStatus() === kEvaluating) throw cycleError('import Module', specifier, urlToFilename(parentUrl), '');
  if (record.format !== 'commonjs') return;
  const { kModule } = require('internal/modules/esm/commonjs');
  const { kIsExecuting } = require('internal/modules/cjs/loader');
  if (record.wrap[kModule]?.[kIsExecuting]) throw cycleError('import CommonJS Module', specifier, urlToFilename(parentUrl), '');
}

function checkNotEvaluating(wrap, filename, parentFilename) {
  if (wrap.getStatus() === kEvaluating) throw cycleError('require() ES Module', filename, parentFilename, kCycleAdvice);
}

// require() of an ES module whose source has been read: its wrap, run. `onWrap` hears of it before anything runs.
function requireModule(filename, source, parentFilename, onWrap) {
  const url = pathToUrl(filename);
  const added = [];
  let record = records.get(url);
  if (record === undefined) {
    record = addRecord(url, url, new ModuleWrap(url, source, 0, 0), 'module');
    added.push(record);
  }
  const { wrap } = record;
  onWrap(wrap);
  checkNotEvaluating(wrap, filename, parentFilename);
  linkGraph(record, added, true);
  instantiate(record);
  if (wrap.isGraphAsync()) throw new ERR_REQUIRE_ASYNC_MODULE(filename, parentFilename);
  const status = wrap.getStatus();
  if (status === kErrored) throw wrap.getError();
  if (status !== kEvaluated) evaluateSync(wrap);
  return wrap;
}

function evaluateSync(wrap) {
  const promise = wrap.evaluate();
  if (wrap.getStatus() !== kErrored) return;
  Reflect.apply(then, promise, [undefined, noop]);  // Its rejection is thrown here.
  const error = wrap.getError();
  require('internal/modules/esm/errors').explainCommonJSGlobal(error, wrap);
  require('internal/process/uncaught').rememberPosition(error);
  throw error;
}

module.exports = { checkNotEvaluating, importModule, importSource, requireModule, resolve: resolveCached, stalledAwaits };
