'use strict';

// Objects and arrays: properties read, set, listed, defined; what user code throws on the way comes out.

const assert = require('assert');
const { addon } = require('../common/addon');

const objects = addon('objects');
const symbol = Symbol('s');

assert.deepStrictEqual(objects.newObject(), {});
assert.ok(objects.isArray([]) && !objects.isArray({ length: 0 }));
assert.strictEqual(objects.arrayLength([1, 2]), 2);
assert.throws(() => objects.arrayLength({}), { message: /An array was expected$/ });
assert.strictEqual(objects.prototypeOf([]), Array.prototype);
assert.strictEqual(objects.prototypeOf({ __proto__: null }), null);

const named = Object.create({ inherited: 1 }, { hidden: { value: 2, enumerable: false }, own: { value: 3, enumerable: true } });
named[5] = 4;
named[symbol] = 5;
assert.deepStrictEqual(objects.names(named), ['5', 'own', 'inherited']);
assert.deepStrictEqual(objects.allNames(named, 1, 0, 0), [5, 'hidden', 'own', symbol]);
assert.deepStrictEqual(objects.allNames(named, 1, 2 | 16, 1), ['5', 'own']);
assert.deepStrictEqual(objects.allNames(named, 1, 8, 0), [symbol]);
assert.deepStrictEqual(objects.allNames(named, 1, 1 | 16, 1), ['5']);
assert.throws(() => objects.allNames(named, 9, 0, 0), { message: /Invalid argument$/ });
assert.throws(() => objects.allNames(named, 0, 0, 9), { message: /Invalid argument$/ });

assert.deepStrictEqual(objects.set({}, 'a', 1), { a: 1 });
assert.deepStrictEqual(objects.set({}, symbol, 1), { [symbol]: 1 });
assert.strictEqual(objects.get({ a: 1 }, 'a'), 1);
assert.strictEqual(objects.get('text', 'length'), 4);
assert.strictEqual(objects.get({}, 'a'), undefined);
assert.throws(() => objects.get({ get a() { throw new RangeError('mine'); } }, 'a'), { name: 'RangeError', message: 'mine' });
assert.throws(() => objects.get(undefined, 'a'), TypeError);
assert.ok(objects.has(named, 'inherited') && !objects.hasOwn(named, 'inherited') && objects.hasOwn(named, 'own'));
assert.throws(() => objects.hasOwn(named, 5), { message: /A string or symbol was expected$/ });
assert.throws(() => objects.has(new Proxy({}, { has() { throw new TypeError('no'); } }), 'a'), { message: 'no' });
assert.strictEqual(objects.delete_(named, 'own'), false);
assert.strictEqual(objects.delete_({ a: 1 }, 'a'), true);
assert.deepStrictEqual(objects.setNamed({}, 1), { named: 1 });
assert.strictEqual(objects.getNamed({ named: 2 }), 2);
assert.ok(objects.hasNamed({ named: 2 }) && !objects.hasNamed({}));
assert.deepStrictEqual(objects.setElement([1, 2, 3], 'x'), [1, 'x', 3]);
assert.strictEqual(objects.getElement([1, 2]), 2);
assert.ok(objects.hasElement([1, 2]) && !objects.hasElement([1]));
assert.strictEqual(objects.deleteElement([1, 2]), true);

assert.ok(Object.isFrozen(objects.freeze({ a: 1 })));
assert.ok(Object.isSealed(objects.seal({ a: 1 })) && !Object.isFrozen(objects.seal({ a: 1 })));
assert.ok(objects.instanceOf([], Array) && !objects.instanceOf({}, Array));
assert.throws(() => objects.instanceOf({}, {}), { name: 'TypeError', code: 'ERR_NAPI_CONS_FUNCTION', message: 'Constructor must be a function' });
assert.throws(() => objects.instanceOf({}, { __proto__: Function.prototype }), { code: 'ERR_NAPI_CONS_FUNCTION' });

const defined = objects.define({}, symbol);
const shapes = Object.getOwnPropertyDescriptors(defined);
assert.deepStrictEqual(shapes.plain, { value: 1, writable: true, enumerable: true, configurable: true });
assert.deepStrictEqual(shapes.constant, { value: 1, writable: false, enumerable: false, configurable: false });
assert.strictEqual(defined.method(), defined);
assert.deepStrictEqual([shapes.method.writable, shapes.method.enumerable, shapes.method.configurable], [true, false, true]);
assert.deepStrictEqual([typeof shapes.both.get, typeof shapes.both.set, shapes.both.enumerable], ['function', 'function', true]);
assert.strictEqual(defined[symbol], 7);
defined.both = 9;
assert.strictEqual(defined['was set'], 9);
assert.throws(() => objects.define(Object.freeze({}), symbol), (error) => error instanceof Error);
