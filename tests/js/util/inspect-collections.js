'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const map = new Map([[1, { a: 2 }], ['b', [1]]]);
const set = new Set([1, 'two', { three: 3 }]);
class MyMap extends Map {}

const weakKey = {};
const rejected = Promise.reject(1);
rejected.catch(() => {});

const cases = [
  [map, "Map(2) { 1 => { a: 2 }, 'b' => [ 1 ] }"],
  [set, "Set(3) { 1, 'two', { three: 3 } }"],
  [new Map(), 'Map(0) {}'],
  [new MyMap([[1, 2]]), 'MyMap(1) { 1 => 2 }'],
  [map.entries(), "[Map Entries] { [ 1, { a: 2 } ], [ 'b', [ 1 ] ] }"],
  [map.keys(), "[Map Iterator] { 1, 'b' }"],
  [set.values(), "[Set Iterator] { 1, 'two', { three: 3 } }"],
  [set.entries(), "[Set Entries] {\n  [ 1, 1 ],\n  [ 'two', 'two' ],\n  [ { three: 3 }, { three: 3 } ]\n}"],
  [new WeakSet([weakKey]), 'WeakSet { <items unknown> }'],
  [new WeakMap([[weakKey, 1]]), 'WeakMap { <items unknown> }'],
  [Promise.resolve({ a: 1 }), 'Promise { { a: 1 } }'],
  [new Promise(() => {}), 'Promise { <pending> }'],
  [rejected, 'Promise { <rejected> 1 }'],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);

assert.strictEqual(inspect(new WeakSet([weakKey]), { showHidden: true }), 'WeakSet { {} }');
assert.strictEqual(inspect(new WeakMap([[weakKey, 1]]), { showHidden: true }), 'WeakMap { {} => 1 }');
const iterator = map.keys();
inspect(iterator);
assert.strictEqual(iterator.next().value, 1);  // Looking at it does not advance it.
