'use strict';

// isoscope --check script: compiles without running.

const path = require('path');
const { getOptionValue } = require('internal/options');
const { Module, compile } = require('internal/modules/cjs/loader');
const { pathToUrl } = require('internal/modules/helpers');
const { ModuleWrap } = internalBinding('module_wrap');

function check(source, filename, format) {
  if (format === 'module' || compile(undefined, source, filename, format) === undefined) new ModuleWrap(filename, source, 0, 0);
}

function run() {
  const script = process.argv[1];
  require('internal/modules/run_main').preloadCommonJS();
  if (script === undefined || script === '-') {
    const format = getOptionValue('--input-type') === 'module' ? 'module' : 'commonjs';
    require('internal/main/eval_stdin').readStdin((source) => check(source, '[stdin]', format));
    return;
  }
  process.argv[1] = path.resolve(script);
  const filename = Module._resolveFilename(process.argv[1]);
  const { load, withoutTypes } = require('internal/modules/esm/load');
  const url = pathToUrl(filename);
  const { format, source } = withoutTypes(load(url), url);
  check(source, filename, format);
}

module.exports = { run };
