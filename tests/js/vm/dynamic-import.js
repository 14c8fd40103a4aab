'use strict';
const common = require('../common');
const assert = require('assert');
const vm = require('vm');

const { USE_MAIN_CONTEXT_DEFAULT_LOADER } = vm.constants;
(async () => {
  await assert.rejects(vm.runInThisContext('import("fs")'), {
    code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING', message: 'A dynamic import callback was not specified.',
  });
  await assert.rejects(vm.runInThisContext('import("fs")', { importModuleDynamically() {} }), {
    code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG',
  });
  process.removeAllListeners('warning');
  const options = { filename: __filename, importModuleDynamically: USE_MAIN_CONTEXT_DEFAULT_LOADER };
  const { default: common2 } = await vm.runInThisContext('import("../common/index.js")', options);
  assert.strictEqual(common2, common);
})().then(common.mustCall());
