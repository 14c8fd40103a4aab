'use strict';

// The diagnostics channels of require() and import(): module.require and module.import.

const { tracingChannel } = require('diagnostics_channel');

let onRequire;
let onImport;

function traceRequire(Module, id, parent) {
  onRequire ??= tracingChannel('module.require');
  const context = { __proto__: null, parentFilename: parent?.filename, id };
  // Node's Module._load() gives its result to nobody but the caller.
  return onRequire.traceSync(Module._load, context, Module, id, parent, false);
}

function traceImport(run, specifier, parentURL) {
  onImport ??= tracingChannel('module.import');
  return onImport.tracePromise(run, { __proto__: null, parentURL, url: `${specifier}` });
}

module.exports = { traceImport, traceRequire };
