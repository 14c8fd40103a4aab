'use strict';

// What import() does in code that vm compiles.

const { codes: { ERR_VM_MODULE_NOT_MODULE } } = require('internal/errors');
const { kDefaultLoader, kMissingCallback, kMissingFlag } = require('internal/modules/import_ids');
const { validateFunction } = require('internal/validators');

// The id that says what import() does in a script (internal/modules/import_ids).
function importId(importModuleDynamically, hint) {
  if (importModuleDynamically === undefined) return kMissingCallback;
  if (importModuleDynamically === kDefaultLoader) return kDefaultLoader;
  validateFunction(importModuleDynamically, 'options.importModuleDynamically');
  if (!require('internal/options').getOptionValue('--experimental-vm-modules')) return kMissingFlag;
  return Symbol(hint);
}

// The callback gives a vm.Module, or a namespace.
async function namespaceOf(result) {
  const module = await result;
  const { isModuleNamespaceObject } = require('internal/util/types');
  if (isModuleNamespaceObject(module)) return module;
  const { isModule } = require('internal/vm/module');
  if (!isModule(module)) throw new ERR_VM_MODULE_NOT_MODULE();
  if (module.status === 'errored') throw module.error;
  return module.namespace;
}

function registerImporter(id, importModuleDynamically, referrer) {
  if (typeof importModuleDynamically !== 'function' || id === kMissingFlag) return;
  require('internal/modules/esm/callbacks').setImporter(id, async (specifier, attributes) => {
    return namespaceOf(importModuleDynamically(specifier, referrer, attributes ?? { __proto__: null }, 'evaluation'));
  });
}

module.exports = { importId, registerImporter };
