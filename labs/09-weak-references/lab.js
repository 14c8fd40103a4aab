'use strict';

// What a Map and a WeakMap keep, and when finalizers are told.

const scope = require('isoscope');

const { keys, refute } = scope.parameters({ keys: 2e5, refute: false });

const held = [];

function fill(map) {
  for (let i = 0; i < keys; i++) {
    const key = { i };
    if (refute) held.push(key);
    map.set(key, { payload: i });
  }
}

function heldBy(map) {
  scope.gc('major');
  const before = process.memoryUsage().heapUsed;
  fill(map);
  scope.gc('major');
  return process.memoryUsage().heapUsed - before;
}

const strong = new Map();
const weak = new WeakMap();
const strongBytes = heldBy(strong);
const weakBytes = heldBy(weak);
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
console.log(`after a full collection the Map holds ${mb(strongBytes)}, the WeakMap ${mb(weakBytes)}`);
scope.expect('a Map keeps its keys', strongBytes > keys * 50, { strongBytes });
scope.expect('a WeakMap does not', weakBytes < strongBytes / 2, { weakBytes });
scope.expect('the Map still has them all', strong.size === keys, { size: strong.size });

let told = 0;
const registry = new FinalizationRegistry(() => told++);
const refs = [];
(function register() {
  for (let i = 0; i < 100; i++) {
    const object = { i };
    if (refute) held.push(object);
    registry.register(object, i);
    refs.push(new WeakRef(object));
  }
})();

// A WeakRef keeps its target until the job ends that made it, so the collection belongs into another turn.
setImmediate(() => {
  scope.gc('major');
  const inside = told;
  const empty = refs.filter((ref) => ref.deref() === undefined).length;
  scope.expect('the targets of the WeakRefs are gone', empty >= 90, { empty });
  scope.expect('no finalizer ran inside of the collection', inside === 0, { inside });
  const until = performance.now() + (refute ? 100 : 10_000);
  setImmediate(function look() {
    if (told < 90 && performance.now() < until) return setImmediate(look);
    scope.expect('they ran in a later turn', told >= 90, { told });
  });
});
