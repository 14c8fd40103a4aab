'use strict';

// Symbols that a compiled script carries to say what import() in it does. A script without one is resolved by its name.

module.exports = {
  kDefaultLoader: Symbol('vm_dynamic_import_main_context_default'),  // vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
  kMissingCallback: Symbol('kMissingCallback'),
  kMissingFlag: Symbol('kMissingFlag'),
};
