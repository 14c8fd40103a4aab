'use strict';

// Mocks remember calls, and give back what they replaced.

const assert = require('node:assert');
const { mock } = require('node:test');

const sum = mock.fn((a, b) => a + b);
assert.strictEqual(sum(3, 4), 7);
assert.strictEqual(sum.mock.callCount(), 1);
const [call] = sum.mock.calls;
assert.deepStrictEqual(call.arguments, [3, 4]);
assert.strictEqual(call.result, 7);
assert.strictEqual(call.error, undefined);
sum.mock.mockImplementationOnce(() => 'once');
assert.strictEqual(sum(1, 1), 'once');
assert.strictEqual(sum(1, 1), 2);
sum.mock.resetCalls();
assert.strictEqual(sum.mock.callCount(), 0);

const object = { value: 5, get twice() { return this.value * 2; }, add(n) { return this.value + n; } };
const add = mock.method(object, 'add', function(n) { return this.value - n; }, { times: 2 });
assert.strictEqual(object.add(1), 4);
assert.strictEqual(object.add(1), 4);
assert.strictEqual(object.add(1), 6);
assert.strictEqual(add.mock.calls[0].this, object);
mock.getter(object, 'twice', () => 0);
assert.strictEqual(object.twice, 0);
const thrown = mock.fn(() => { throw new RangeError('x'); });
assert.throws(thrown, RangeError);
assert.ok(thrown.mock.calls[0].error instanceof RangeError);
const property = mock.property(object, 'value', 9);
assert.strictEqual(object.value, 9);
assert.strictEqual(property.mock.accessCount(), 1);
mock.reset();
assert.strictEqual(object.twice, 10);
assert.throws(() => mock.method(object, 'nothing'), { code: 'ERR_INVALID_ARG_VALUE' });
