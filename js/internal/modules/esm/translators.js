'use strict';

// A loaded source becomes a ModuleWrap: by V8's compiler, or as a synthetic module that fills its exports when it is evaluated.

const { codes: { ERR_UNKNOWN_MODULE_FORMAT } } = require('internal/errors');
const builtins = require('internal/modules/builtins');
const { stripBOM, urlToFilename } = require('internal/modules/helpers');
const { ModuleWrap } = internalBinding('module_wrap');

function translate(url, loaded, isMain) {
  switch (loaded.format) {
    case 'module':
      return new ModuleWrap(url, loaded.source, 0, 0);
    case 'commonjs':
      return require('internal/modules/esm/commonjs').wrapCommonJS(url, loaded.filename ?? url, loaded.source, isMain);
    case 'json':
      return wrapJson(url, loaded);
    case 'builtin':
      return builtins.esmFacade(url.slice('node:'.length));
    case 'wasm':
      return require('internal/modules/esm/wasm').wrapWasm(url, loaded.source);
    default:
      throw new ERR_UNKNOWN_MODULE_FORMAT(loaded.format, url);
  }
}

// A JSON file is one object for require() and import.
function wrapJson(url, { source, filename }) {
  const { Module } = require('internal/modules/cjs/loader');
  const shares = filename !== undefined && !/[?#]/.test(url);
  const existing = shares ? Module._cache[filename] : undefined;
  let value;
  if (existing?.loaded) {
    value = existing.exports;
  } else {
    try {
      value = JSON.parse(stripBOM(source));
    } catch (error) {
      error.message = `${urlToFilename(url)}: ${error.message}`;
      throw error;
    }
    if (shares) Module._cache[filename] = { exports: value, loaded: true };
  }
  return new ModuleWrap(url, ['default'], function() {
    this.setExport('default', value);
  });
}

module.exports = { translate };
