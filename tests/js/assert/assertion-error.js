'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const error = new assert.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' });
assert.ok(error instanceof Error);
assert.strictEqual(error.name, 'AssertionError');
assert.strictEqual(String(error), `AssertionError [ERR_ASSERTION]: ${error.message}`);
assert.match(error.stack, /^AssertionError \[ERR_ASSERTION\]: Expected values to be strictly equal:/);
assert.deepStrictEqual(Object.keys(error), ['generatedMessage', 'code', 'actual', 'expected', 'operator', 'diff']);
assert.match(inspect(error), /generatedMessage: true,\n {2}code: 'ERR_ASSERTION',\n {2}actual: 1,\n {2}expected: 2,/);
assert.throws(() => new assert.AssertionError(), { code: 'ERR_INVALID_ARG_TYPE' });

class Outside extends assert.AssertionError {}
assert.strictEqual(new Outside({ message: 'm' }).message, 'm');
function hidden() { throw new assert.AssertionError({ message: 'm', stackStartFn: hidden }); }
assert.throws(hidden, (thrown) => !/at hidden/.test(thrown.stack));
