'use strict';

// What V8 calls back for: import() and import.meta. Registered with the host; on no path of a start that uses neither.

const { codes: { ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING, ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG } } = require('internal/errors');
const { folderOf, pathToUrl, urlToPath } = require('internal/modules/helpers');
const { isLoaded } = require('internal/realm');
const { kDefaultLoader, kMissingCallback, kMissingFlag } = require('internal/modules/import_ids');

// Id of a script with an import callback of its own -> callback(specifier, attributes). Held as long as the script, through the symbol.
const importers = new WeakMap();

function setImporter(id, importer) {
  importers.set(id, importer);
}

// The URL that relative specifiers of a script are resolved against.
function baseUrlOf(referrerName) {
  if (typeof referrerName === 'string') {
    if (referrerName[0] === '/') return pathToUrl(referrerName);
    if (/^[a-z][a-z\d+.-]+:/i.test(referrerName)) return referrerName;
    if (referrerName === '[eval]' || referrerName === '[stdin]') return pathToUrl(`${process.cwd()}/${referrerName}`);
  }
  return pathToUrl(`${process.cwd()}/`);
}

// `id` is undefined where the script's name is all that counts.
async function importModuleDynamically(id, specifier, attributes, referrerName) {
  const importer = typeof id === 'symbol' ? importers.get(id) : undefined;
  if (importer !== undefined) return importer(specifier, attributes);
  if (id === kMissingFlag) throw new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG();
  if (id === kMissingCallback || (id !== undefined && id !== kDefaultLoader)) throw new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING();
  const base = baseUrlOf(referrerName);
  const run = () => require('internal/modules/esm/loader').importModule(specifier, base, attributes);
  return isLoaded('diagnostics_channel') ? require('internal/modules/tracing').traceImport(run, specifier, base) : run();
}

function makeResolve(url) {
  return function resolve(specifier) {
    const loader = require('internal/modules/esm/loader');
    try {
      return loader.resolve(`${specifier}`, url);
    } catch (error) {
      const missing = error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'ERR_UNSUPPORTED_DIR_IMPORT';
      if (missing && error.url) return error.url;
      throw error;
    }
  };
}

function initializeImportMeta(wrap, meta) {
  const { url } = wrap;
  if (wrap.initializeImportMeta !== undefined) return wrap.initializeImportMeta(meta);
  if (url.startsWith('file:')) {
    const filename = urlToPath(url.replace(/[?#].*$/s, ''));
    meta.dirname = folderOf(filename);
    meta.filename = filename;
  }
  meta.main = wrap.isMain === true;
  meta.resolve = makeResolve(url);
  meta.url = url;
  return undefined;
}

module.exports = { importModuleDynamically, initializeImportMeta, setImporter };
