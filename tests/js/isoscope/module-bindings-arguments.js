// Flags: --expose-internals
'use strict';
require('../common');
const assert = require('assert');
const { internalBinding } = require('internal/test/binding');

// Whatever JavaScript passes, the native side answers or throws: it does not crash.
const strange = [
  undefined, null, true, -1, 1.5, NaN, 2 ** 40, 10n, 'text', '', 'a\0b', '\ud800', Symbol('s'), {}, [], [1], () => {}, new Uint8Array(3),
  new Proxy({}, {}), { get length() { throw new Error('length'); } }, Object.create(null),
];

function attack(fn, self) {
  for (const first of strange) {
    for (const second of strange) {
      try {
        Reflect.apply(fn, self, [first, second, first, second, first, second, first, second, first, second]);
      } catch (error) {
        assert.ok(error instanceof Error, `threw ${String(error)}`);
      }
    }
  }
}

let attacked = 0;
for (const name of ['module_wrap', 'contextify', 'modules']) {
  const binding = internalBinding(name);
  for (const fn of Object.values(binding)) {
    if (typeof fn !== 'function') continue;
    attack(fn, undefined);
    if (fn.prototype === undefined) continue;
    attack(function(...args) { return Reflect.construct(fn, args); }, undefined);
    for (const method of Object.getOwnPropertyNames(fn.prototype)) {
      for (const self of strange) attack(fn.prototype[method], self);
      attacked++;
    }
  }
}
assert.ok(attacked > 10, String(attacked));

const { ModuleWrap } = internalBinding('module_wrap');
const wraps = () => [new ModuleWrap('a:', 'import "b"; export default 1;', 0, 0),
  new ModuleWrap('s:', ['x'], () => { throw new TypeError('steps'); })];
for (const method of Object.getOwnPropertyNames(ModuleWrap.prototype)) {
  for (const wrap of wraps()) if (method !== 'constructor') attack(wrap[method], wrap);
}

// Out of order: each step says what is missing.
const [source, synthetic] = wraps();
assert.throws(() => source.evaluate(), { code: 'ERR_VM_MODULE_STATUS' });
assert.throws(() => source.getNamespace(), { code: 'ERR_MODULE_NOT_INSTANTIATED' });
assert.throws(() => source.instantiate(), { code: 'ERR_VM_MODULE_LINK_FAILURE', message: "request for 'b' is not yet fulfilled" });
assert.throws(() => source.link([]), { code: 'ERR_VM_MODULE_LINK_FAILURE' });
assert.throws(() => synthetic.setExport('x', 1), { code: 'ERR_VM_MODULE_STATUS' });
synthetic.instantiate();
assert.throws(() => synthetic.setExport('y', 1), ReferenceError);
source.link([synthetic]);
source.instantiate();
source.evaluate().catch((error) => assert.strictEqual(error.message, 'steps'));
