'use strict';

const { defineLazyProperties } = require('internal/util');
const { Module } = require('internal/modules/cjs/loader');
const { findPackageJSON } = require('internal/modules/find_package_json');

Module.findPackageJSON = findPackageJSON;
defineLazyProperties(Module, 'internal/source_map', ['SourceMap', 'findSourceMap', 'getSourceMapsSupport', 'setSourceMapsSupport']);
defineLazyProperties(Module, 'internal/modules/compile_cache', ['constants', 'enableCompileCache', 'flushCompileCache', 'getCompileCacheDir']);
defineLazyProperties(Module, 'internal/modules/hooks', ['register', 'registerHooks']);
defineLazyProperties(Module, 'internal/modules/typescript', ['stripTypeScriptTypes']);

module.exports = Module;
