// Flags: --experimental-vm-modules --no-warnings
'use strict';

// vm.SourceTextModule and SyntheticModule: linking, contexts, import(), errors.

const assert = require('node:assert');
const vm = require('node:vm');

(async () => {
  const context = vm.createContext({ log: [] });
  const synthetic = new vm.SyntheticModule(['default', 'x'], function() {
    this.setExport('default', 5);
    this.setExport('x', 6);
  }, { context, identifier: 'syn' });
  const module = new vm.SourceTextModule(`
    import five, { x } from 'syn';
    log.push(five, x, import.meta.own);
    export const sum = five + x;
    export const later = import('later');
  `, {
    context,
    initializeImportMeta(meta) { meta.own = 'meta'; },
    importModuleDynamically: async (specifier) => {
      assert.strictEqual(specifier, 'later');
      return synthetic;
    },
  });
  assert.strictEqual(module.status, 'unlinked');
  assert.strictEqual(module.identifier, 'vm:module(0)');
  assert.deepStrictEqual([...module.dependencySpecifiers], ['syn']);
  await assert.rejects(module.evaluate(), { code: 'ERR_VM_MODULE_STATUS' });
  await module.link((specifier, referrer) => {
    assert.strictEqual(referrer, module);
    return synthetic;
  });
  assert.strictEqual(module.status, 'linked');
  await module.evaluate();
  assert.deepStrictEqual([...context.log], [5, 6, 'meta']);
  assert.strictEqual(module.namespace.sum, 11);
  assert.strictEqual((await module.namespace.later).x, 6);
  await assert.rejects(module.link(() => {}), { code: 'ERR_VM_MODULE_STATUS' });

  const failing = new vm.SourceTextModule('throw new TypeError("bad")');
  await failing.link(() => {});
  await assert.rejects(failing.evaluate(), TypeError);
  assert.strictEqual(failing.status, 'errored');
  assert.strictEqual(failing.error.message, 'bad');

  const spinning = new vm.SourceTextModule('for (;;);');
  await spinning.link(() => {});
  await assert.rejects(spinning.evaluate({ timeout: 10 }), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
  await assert.rejects(new vm.SourceTextModule('import "x"').link(() => ({})), { code: 'ERR_VM_MODULE_NOT_MODULE' });
  assert.throws(() => new vm.SyntheticModule(['a', 'a'], () => {}), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.ok(new vm.SourceTextModule('1').createCachedData().length > 0);
})();
