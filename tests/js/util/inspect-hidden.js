'use strict';

// showHidden: properties that are not enumerable, symbols, what prototypes of users' own add.

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const object = { v: 1 };
Object.defineProperty(object, 'h', { value: 2 });
Object.defineProperty(object, Symbol('s'), { value: 3 });
assert.strictEqual(inspect(object), '{ v: 1 }');
assert.strictEqual(inspect(object, { showHidden: true }), '{ v: 1, [h]: 2, [Symbol(s)]: 3 }');
assert.strictEqual(inspect([1], true), '[ 1, [length]: 1 ]');

class Base { get field() { return 1; } method() {} }
class Derived extends Base {}
assert.strictEqual(inspect(new Derived(), { showHidden: true }), 'Derived { [field]: [Getter] }');
