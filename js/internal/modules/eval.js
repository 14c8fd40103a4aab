'use strict';

// Source text as a program: --eval, --print and stdin.

const path = require('path');
const { codes } = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { Module } = require('internal/modules/cjs/loader');
const { options, pathToUrl } = require('internal/modules/helpers');
const { preloadCommonJS, runEsmEntry } = require('internal/modules/run_main');

function workingFolder() {
  try {
    return process.cwd();
  } catch {
    return path.dirname(process.execPath);
  }
}

function evalModule(source) {
  if (getOptionValue('--print')) throw new codes.ERR_EVAL_ESM_CANNOT_PRINT();
  const url = `${pathToUrl(workingFolder())}/[eval1]`;
  runEsmEntry((loader) => loader.importSource(source, url));
}

function compileScript(name, source) {
  const { Script, constants: { USE_MAIN_CONTEXT_DEFAULT_LOADER } } = require('vm');
  return new Script(source, { filename: name, importModuleDynamically: USE_MAIN_CONTEXT_DEFAULT_LOADER });
}

// As a script, whose variables are global, with the CommonJS names as globals. `compiled` is the script, if it was compiled before.
function evalScript(name, source, compiled) {
  const module = new Module(name);
  module.filename = path.join(workingFolder(), name);
  module.paths = Module._nodeModulePaths(workingFolder());
  const setGlobals = `
    globalThis.module = module;
    globalThis.exports = exports;
    globalThis.__dirname = __dirname;
    globalThis.require = require;
    return (main) => main();
  `;
  globalThis.__filename = name;
  const call = module._compile(setGlobals, `${name}-wrapper`, 'commonjs');
  const result = call(() => {
    const script = compiled ?? compileScript(name, source);
    if (!options.inspectBrk) return script.runInThisContext();
    const { ContextifyScript } = internalBinding('contextify');
    return internalBinding('inspector').callAndPauseOnStart(ContextifyScript.prototype.runInContext, script, null, -1, true);
  });
  if (getOptionValue('--print')) process.on('exit', () => console.log(result));
}

function isModuleSource(name, source) {
  const type = getOptionValue('--input-type');
  if (type === 'module' || type === 'module-typescript') return true;
  if (type !== '' || !options.detectModule) return false;
  return internalBinding('contextify').containsModuleSyntax(source, name, false);
}

// What compiles as a script is one, whatever else it might be; undefined for what does not, or is said to be something else.
function compileAsIs(name, source) {
  if (getOptionValue('--input-type') !== '') return undefined;
  try {
    return compileScript(name, source);
  } catch {
    return undefined;  // Whatever it is, compiling it as that says what is wrong.
  }
}

// What does not compile may be TypeScript.
function withoutTypes(name, source) {
  const type = getOptionValue('--input-type');
  if (!getOptionValue('--strip-types') || type === 'module' || type === 'commonjs') return source;
  const { stripTypes } = require('internal/modules/typescript');
  if (type !== '') return stripTypes(source, name);
  if (internalBinding('contextify').containsModuleSyntax(source, name, false)) return source;
  try {
    return stripTypes(source, name);
  } catch {
    return source;  // Compiling it says what is wrong.
  }
}

function evalSource(name, source) {
  preloadCommonJS();
  const compiled = compileAsIs(name, source);
  if (compiled === undefined) source = withoutTypes(name, source);
  if (compiled === undefined && isModuleSource(name, source)) evalModule(source);
  else if (getOptionValue('--import').length > 0) runEsmEntry(() => evalScript(name, source, compiled));
  else evalScript(name, source, compiled);
}

module.exports = { evalSource };
