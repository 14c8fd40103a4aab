'use strict';

// Functions of an add-on, and calls of JavaScript's; handle scopes; scripts given as text.

const assert = require('assert');
const { addon } = require('../common/addon');

const functions = addon('functions');
const receiver = {};

assert.deepStrictEqual(functions.echo.call(receiver, 1, 2), [receiver, 1, 2, undefined, undefined, 2, 0]);
assert.deepStrictEqual(functions.echo.call(receiver, 1, 2, 3, 4, 5, 6), [receiver, 1, 2, 3, 4, 6, 0]);
const made = functions.newFunction();
assert.strictEqual(made.name, 'a name');
assert.strictEqual(made.call(receiver)[6], 42);
assert.strictEqual(functions.anonymous().name, '');

assert.strictEqual(functions.call(receiver, function(a, b) { return this === receiver && a + b; }, 1, 2), 3);
assert.throws(() => functions.call(receiver, () => { throw new RangeError('mine'); }), { name: 'RangeError', message: 'mine' });
assert.throws(() => functions.call(receiver, {}), { message: /Invalid argument$/ });
assert.deepStrictEqual(functions.construct(Array, 3), new Array(3));
assert.throws(() => functions.construct(() => {}, 1), TypeError);
assert.throws(() => functions.construct(class { constructor() { throw new RangeError('mine'); } }, 1), { message: 'mine' });

assert.strictEqual(functions.newTarget(), undefined);
class Derived extends functions.newTarget {}
assert.strictEqual(Reflect.construct(functions.newTarget, [], Derived), Derived);

assert.strictEqual(functions.runScript('1 + 2'), 3);
assert.strictEqual(functions.runScript('typeof require'), 'undefined');
assert.throws(() => functions.runScript(5), { message: /A string was expected$/ });
assert.throws(() => functions.runScript('no script'), SyntaxError);
assert.throws(() => functions.runScript('throw new RangeError("mine")'), { name: 'RangeError', message: 'mine' });

assert.strictEqual(functions.scopes(), 'escaped');
