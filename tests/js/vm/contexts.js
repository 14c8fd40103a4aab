'use strict';
require('../common');
const assert = require('assert');
const vm = require('vm');

// A contextified object is the global of its scripts.
const sandbox = { x: 2, Array, log: [] };
assert.strictEqual(vm.isContext(sandbox), false);
assert.strictEqual(vm.createContext(sandbox), sandbox);
assert.strictEqual(vm.createContext(sandbox), sandbox);
assert.strictEqual(vm.isContext(sandbox), true);
assert.strictEqual(vm.runInContext('x *= 21; var y = 1; function f() { return x; } let hidden = 3; this.z = 9; x', sandbox), 42);
assert.deepStrictEqual([sandbox.x, sandbox.y, sandbox.f(), sandbox.z, 'hidden' in sandbox], [42, 1, 42, 9, false]);
assert.strictEqual(vm.runInContext('hidden', sandbox), 3);
assert.strictEqual(vm.runInContext('delete z; typeof z', sandbox), 'undefined');
assert.strictEqual('z' in sandbox, false);
sandbox.later = 'seen';
assert.strictEqual(vm.runInContext('later', sandbox), 'seen');
assert.strictEqual(vm.runInContext('Array', sandbox), Array);
assert.notStrictEqual(vm.runInContext('Object', sandbox), Object);
assert.ok(vm.runInContext('globalThis === this', sandbox));
assert.deepStrictEqual(vm.runInContext('Object.keys(globalThis).includes("x")', sandbox), true);

assert.throws(() => vm.runInContext('"use strict"; undeclared = 1', sandbox), (error) => error.name === 'ReferenceError');
assert.throws(() => vm.runInContext('throw new TypeError("inside")', sandbox), (error) => {
  return !(error instanceof TypeError) && error.message === 'inside';
});
const frozen = vm.createContext({ get computed() { return 'got'; }, set computed(value) { this.log = value; } });
assert.strictEqual(vm.runInContext('computed = 4; computed', frozen), 'got');
assert.strictEqual(frozen.log, 4);
vm.runInContext('Object.defineProperty(this, "defined", { value: 1, enumerable: false })', sandbox);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(sandbox, 'defined').enumerable, false);
vm.runInContext('globalThis[0] = "index"', sandbox);
assert.strictEqual(sandbox[0], 'index');
assert.strictEqual(vm.runInNewContext('a + b', { a: 1, b: 2 }), 3);
// A context has V8's globals and nothing of the host's.
assert.strictEqual(vm.runInNewContext('typeof Array + typeof setTimeout + typeof process + typeof require + typeof Buffer'),
                   'function' + 'undefined'.repeat(4));
assert.throws(() => vm.isContext(5), { code: 'ERR_INVALID_ARG_TYPE' });
