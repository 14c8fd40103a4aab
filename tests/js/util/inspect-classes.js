'use strict';

// Names of classes, tags, null prototypes, functions of every kind.

require('../common');
const assert = require('assert');
const { inspect } = require('util');

class Foo { constructor() { this.a = 1; } }
class Bar extends Foo { get [Symbol.toStringTag]() { return 'Tag'; } }
class Odd { get [Symbol.toStringTag]() { return 'Odd'; } }
function Old() {}

const cases = [
  [new Foo(), 'Foo { a: 1 }'],
  [new Bar(), 'Bar [Tag] { a: 1 }'],
  [new Odd(), 'Odd {}'],
  [new Old(), 'Old {}'],
  [Object.create(null), '[Object: null prototype] {}'],
  [Object.create(Object.create(null)), 'Object <[Object: null prototype] {}> {}'],
  [Object.setPrototypeOf(new Map([[1, 2]]), null), '[Map(1): null prototype] { 1 => 2 }'],
  [Object.setPrototypeOf([1], null), '[Array(1): null prototype] [ 1 ]'],
  [Foo, '[class Foo]'],
  [Bar, '[class Bar extends Foo]'],
  [class {}, '[class (anonymous)]'],
  [class Q { static s = 1; }, '[class Q] { s: 1 }'],
  [function named() {}, '[Function: named]'],
  [() => {}, '[Function (anonymous)]'],
  [async () => {}, '[AsyncFunction (anonymous)]'],
  [function* g() {}, '[GeneratorFunction: g]'],
  [async function* ag() {}, '[AsyncGeneratorFunction: ag]'],
  [Object.assign(function f() {}, { x: 1 }), '[Function: f] { x: 1 }'],
  [(function() { return arguments; })(1, 2), "[Arguments] { '0': 1, '1': 2 }"],
  [Math, 'Object [Math] {}'],
  [{ [Symbol.toStringTag]: 'own' }, "{ Symbol(Symbol.toStringTag): 'own' }"],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);
