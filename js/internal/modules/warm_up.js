'use strict';

// mksnapshot runs this once, so that the bytecode of what every start of a CommonJS program needs is in the startup snapshot. It must leave
// nothing in the loaders' caches and ask for nothing that differs between two starts.

const { Module } = require('internal/modules/cjs/loader');
const { folderOf, pathToUrl, requireConditions } = require('internal/modules/helpers');
const files = require('internal/modules/files');
const packageJson = require('internal/modules/package_json_reader');
const resolution = require('internal/modules/cjs/resolve');
const { runMain } = require('internal/modules/run_main');

const kNothing = '/isoscope-warm-up/nothing.js';

function warmUp() {
  const module = new Module(kNothing, undefined);
  module.filename = kNothing;
  module.paths = Module._nodeModulePaths(folderOf(kNothing));
  module._compile('require("path");', kNothing, 'commonjs');
  module._compile('exports.done = true;', kNothing);
  Module._resolveLookupPaths('./x', module);
  resolution.find('./x', ['/'], false, requireConditions(), Module._extensions);
  try {
    module.require('./nothing-there');
  } catch {
    // Nothing is there.
  }
  packageJson.nearest(kNothing);
  files.toRealPath('/', files.stat('/'));
  pathToUrl(kNothing);
}

// Runs /dev/null as a program is run: an empty script that is on every machine.
function runNothing() {
  process.argv = ['', '/dev/null'];
  runMain();
  delete Module._cache['/dev/null'];
  for (const key of Object.keys(Module._pathCache)) delete Module._pathCache[key];
  delete process.mainModule;
  files.forgetFolders();
  packageJson.forgetPackages();
}

module.exports = { runNothing, warmUp };
