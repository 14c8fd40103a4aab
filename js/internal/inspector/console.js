'use strict';

// What a debugger sees of console. Loaded when an inspector is made, at the earliest before the main script: a script that nobody inspects has
// the plain console.

const globalConsole = require('internal/console/global');
const binding = internalBinding('inspector');

let wrapped = false;

// From now on each method of the console calls V8's, which tells debuggers, then ours, which prints. The caller of both is native, so that the
// debugger shows the line that called console.log() and not one of ours.
function wrapConsole() {
  if (wrapped) return;
  wrapped = true;
  const vmConsole = binding.console();
  for (const key of Object.keys(vmConsole)) {
    const own = globalConsole[key];
    if (typeof own !== 'function' || own === vmConsole[key]) continue;
    globalConsole[key] = binding.consoleCall.bind(globalConsole, vmConsole[key], own);
    Object.defineProperty(globalConsole[key], 'name', { __proto__: null, value: key });
  }
}

// For expressions on a debugger's command line.
function installCommandLineApi(api) {
  const { createRequire } = require('module');
  Object.defineProperty(api, 'require', {
    __proto__: null,
    configurable: true,
    enumerable: true, // V8 takes no others.
    get() { return createRequire(`${process.cwd()}/`); },
  });
}

module.exports = { installCommandLineApi, wrapConsole };
