'use strict';
// Flags: --expose-gc

// Classes of an add-on, native data wrapped by objects, type tags, externals.

const assert = require('assert');
const { addon } = require('../common/addon');

const { Counter, ...native } = addon('functions');

(() => {
  const counter = new Counter(5);
  assert.ok(counter instanceof Counter);
  assert.strictEqual(Counter.name, 'Counter');
  assert.strictEqual(counter.increment(), 6);
  counter.value = 10;
  assert.strictEqual(counter.value, 10);
  assert.strictEqual(counter.constant, 5);
  assert.throws(() => { counter.constant = 1; }, TypeError);
  assert.strictEqual(Counter.made(), 3);
  assert.strictEqual(counter.made, undefined);
  assert.throws(() => counter.increment.call({}), { name: 'TypeError', message: 'Illegal invocation' });
  assert.deepStrictEqual(Object.keys(Counter.prototype), ['value', 'constant']);
  class Derived extends Counter {
    twice() { return this.increment() + this.increment(); }
  }
  assert.strictEqual(new Derived(1).twice(), 5);

  assert.throws(() => native.wrapAgain(counter), { message: /Invalid argument$/ });
  assert.strictEqual(native.unwrapped(counter), 10);
  assert.strictEqual(native.removeWrap(counter), 10);
  assert.throws(() => native.unwrapped(counter), { message: /Invalid argument$/ });
  assert.strictEqual(native.unwrapped(native.wrapAgain(counter)), 42);
  assert.throws(() => native.unwrapped({}), { message: /Invalid argument$/ });
  assert.throws(() => native.unwrapped(5), { message: /Invalid argument$/ });
  assert.strictEqual(native.unwrapped(native.wrapAgain(new Proxy({}, {}))), 42);
})();

const external = native.external();
assert.strictEqual(typeof external, 'object');
assert.strictEqual(native.externalValue(external), 42);
assert.throws(() => native.externalValue({}), { message: /Invalid argument$/ });

for (const tagged of [{}, native.external()]) {
  assert.strictEqual(native.hasTag(tagged, 0), false);
  native.tag(tagged, 0);
  assert.deepStrictEqual([native.hasTag(tagged, 0), native.hasTag(tagged, 1)], [true, false]);
  assert.throws(() => native.tag(tagged, 1), { message: /Invalid argument$/ });
  assert.deepStrictEqual([native.hasTag(tagged, 0), native.hasTag(tagged, 1)], [true, false]);
}

// Two counters are gone; one had its wrap removed.
let rounds = 0;
setImmediate(function collect() {
  gc();
  if (native.finalizedCount() < 1 && ++rounds < 100) return setImmediate(collect);
  assert.strictEqual(native.finalizedCount(), 1);
});
