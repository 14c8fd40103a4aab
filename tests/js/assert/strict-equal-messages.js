'use strict';

require('../common');
const assert = require('assert');

function messageOf(fn) {
  try {
    fn();
  } catch (error) {
    assert.strictEqual(error.name, 'AssertionError');
    assert.strictEqual(error.code, 'ERR_ASSERTION');
    return error.message;
  }
  throw new Error('did not throw');
}

assert.strictEqual(messageOf(() => assert.strictEqual(1, 2)), 'Expected values to be strictly equal:\n\n1 !== 2\n');
assert.strictEqual(
  messageOf(() => assert.strictEqual('a longer string here', 'a longer string there')),
  "Expected values to be strictly equal:\n+ actual - expected\n\n+ 'a longer string here'\n- 'a longer string there'\n                   ^\n");
assert.strictEqual(
  messageOf(() => assert.strictEqual({ a: 1 }, { a: 1 })),
  'Values have same structure but are not reference-equal:\n\n{\n  a: 1\n}\n');
assert.strictEqual(messageOf(() => assert.notStrictEqual(1, 1)), 'Expected "actual" to be strictly unequal to: 1');
assert.strictEqual(messageOf(() => assert.equal(1, 2)), '1 == 2');
assert.strictEqual(messageOf(() => assert.notEqual(1, 1)), '1 != 1');
assert.strictEqual(messageOf(() => assert.equal(1, 2, 'mine')), 'mine');
assert.throws(() => assert.strictEqual(1, 2, new RangeError('own')), { name: 'RangeError', message: 'own' });
assert.throws(() => assert.strictEqual(1), { code: 'ERR_MISSING_ARGS', message: 'The "actual" and "expected" arguments must be specified' });
