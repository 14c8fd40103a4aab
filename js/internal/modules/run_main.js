'use strict';

// Starts the user's program, as the command line says: a script, --eval, stdin, or --check.

const path = require('path');
const { getOptionValue, givenOptions } = require('internal/options');
const { Module } = require('internal/modules/cjs/loader');
const { initializeOptions, pathToUrl } = require('internal/modules/helpers');
const packageJson = require('internal/modules/package_json_reader');

const { setHostFunction } = internalBinding('env');

const kInvalidArgument = 9;

// On no path of a start that uses neither: the ES loader is compiled when it is first needed.
setHostFunction('importModuleDynamically', (id, specifier, attributes, referrerName) => {
  return require('internal/modules/esm/callbacks').importModuleDynamically(id, specifier, attributes, referrerName);
});
setHostFunction('initializeImportMeta', (wrap, meta) => {
  require('internal/modules/esm/callbacks').initializeImportMeta(wrap, meta);
});

// Everything that differs between two starts and that loading needs.
function prepareModules() {
  internalBinding('module_wrap').installCallbacks();
  initializeOptions();
  if (getOptionValue('--expose-internals')) {
    require('internal/modules/builtins').exposeInternals();
  }
  Module._initPaths();
}

function checkInputType() {
  const type = getOptionValue('--input-type');
  if (type === '' || /^(?:module|commonjs)(?:-typescript)?$/.test(type)) return;
  internalBinding('process_methods').writeSync(2,
                                               `${process.argv0}: --input-type must be "module",` +
                                               '"commonjs", "module-typescript" or "commonjs-typescript"\n');
  process.reallyExit(kInvalidArgument);
}

function runMain() {
  checkInputType();
  prepareModules();
  const script = process.argv[1];
  const hasEval = getOptionValue('--eval') !== undefined;
  const rare = givenOptions().length === 0 ? undefined : require('internal/main/rare').entryOf();
  if (rare !== undefined) return require(rare).run();
  if (getOptionValue('--check')) return require('internal/main/check_syntax').run();
  if (hasEval) return require('internal/main/eval_string').run();
  if (script === undefined || script === '-') return require('internal/main/eval_stdin').run();
  if (getOptionValue('--entry-url')) return runEntryUrl(script);
  if (script[0] !== '-') process.argv[1] = path.resolve(script);  // As in Node, `-- -x.js` is left alone, and so not found.
  if (internalBinding('process_env').getenv('WATCH_REPORT_DEPENDENCIES') !== undefined) require('internal/watch_mode/report').enable();
  preloadCommonJS();
  Module.runMain(process.argv[1]);
  return undefined;
}

// --entry-url: the entry point is a URL, absolute or relative to the working folder.
function runEntryUrl(script) {
  const { URL, pathToFileURL } = require('internal/url');
  const { href } = new URL(script, pathToFileURL(`${process.cwd()}/`));
  preloadCommonJS();
  runEsmEntry((loader) => loader.importModule(href, undefined, undefined, true));
}

// --experimental-loader, before anything is imported.
function registerLoaders() {
  for (const specifier of getOptionValue('--experimental-loader')) {
    require('module').register(specifier, pathToUrl(`${process.cwd()}/`));
  }
}

// --require
function preloadCommonJS() {
  const requests = getOptionValue('--require');
  if (requests.length > 0) Module._preloadModules(requests);
  if (getOptionValue('--experimental-loader').length > 0) registerLoaders();
}

// Whether the ES loader has to be there from the start.
function needsEsm(file) {
  if (getOptionValue('--import').length > 0) return true;
  if (!file || file.endsWith('.cjs')) return false;
  if (file.endsWith('.mjs') || file.endsWith('.wasm') || file.endsWith('.mts')) return true;
  return packageJson.announce(file)?.type === 'module';
}

// Module.runMain
function executeUserEntryPoint(main = process.argv[1]) {
  const file = Module._findPath(path.resolve(main), null, true);
  if (!needsEsm(file)) {
    Module._load(main, null, true);
    return;
  }
  const url = pathToUrl(file || path.resolve(main));
  runEsmEntry((loader) => loader.importModule(url, undefined, undefined, true));
}

// Until it settles, the entry point is what the process waits for without knowing.
let entryIsPending = false;

// Runs --import, then `run(loader)`; an error is uncaught.
async function runEsmEntry(run) {
  entryIsPending = true;
  const loader = require('internal/modules/esm/loader');
  try {
    const imports = getOptionValue('--import');
    if (imports.length > 0) {
      const base = pathToUrl(`${process.cwd()}/`);
      for (const specifier of imports) await loader.importModule(specifier, base, undefined);
    }
    await run(loader);
  } catch (error) {
    entryIsPending = false;
    internalBinding('errors').triggerUncaughtException(error, true);
    return;
  }
  entryIsPending = false;
}

// Called when the loop is empty: the program can only end, with exit code 13.
function isEntryPending() {
  return entryIsPending;
}

function reportUnsettledEntry() {
  for (const where of require('internal/modules/esm/loader').stalledAwaits()) {
    internalBinding('process_methods').writeSync(2, `Warning: Detected unsettled top-level await at ${where}\n\n\n`);
  }
}

Module.runMain = executeUserEntryPoint;

module.exports = { isEntryPending, preloadCommonJS, prepareModules, reportUnsettledEntry, runEsmEntry, runMain };
