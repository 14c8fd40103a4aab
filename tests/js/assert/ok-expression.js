'use strict';

// A failed assert() shows the expression that was false.

require('../common');
const assert = require('assert');

const expects = (fn, message) => assert.throws(fn, { message, generatedMessage: true, operator: '==' });
expects(() => assert.ok(typeof 123 === 'string'), "The expression evaluated to a falsy value:\n\n  assert.ok(typeof 123 === 'string')\n");
expects(() => assert(')' === '('), "The expression evaluated to a falsy value:\n\n  assert(')' === '(')\n");
expects(() => { assert.ok(null, undefined); }, 'The expression evaluated to a falsy value:\n\n  assert.ok(null, undefined)\n');
expects(() => assert.ok(), 'No value argument passed to `assert.ok()`');
assert.throws(() => assert(false, 'mine'), { message: 'mine', generatedMessage: false, actual: false, expected: true });
assert.throws(() => assert(0, new RangeError('own')), { name: 'RangeError' });
assert(1);
