'use strict';

require('../common');
const assert = require('assert');

assert.match('abc', /b/);
assert.doesNotMatch('abc', /x/);
assert.throws(() => assert.match('abc', /x/), {
  message: "The input did not match the regular expression /x/. Input:\n\n'abc'\n", operator: 'match',
});
assert.throws(() => assert.match(1, /x/), { message: 'The "string" argument must be of type string. Received type number (1)' });
assert.throws(() => assert.match('a', 'a'), { code: 'ERR_INVALID_ARG_TYPE' });

assert.throws(() => assert.fail(), { message: 'Failed', generatedMessage: true, operator: 'fail' });
assert.throws(() => assert.fail('why'), { message: 'why', generatedMessage: false });
assert.throws(() => assert.fail(new TypeError('own')), { name: 'TypeError' });

assert.ifError(null);
assert.ifError(undefined);
assert.throws(() => assert.ifError(0), { message: 'ifError got unwanted exception: 0' });
const inner = new Error('inner');
assert.throws(() => assert.ifError(inner), (error) => {
  assert.strictEqual(error.message, 'ifError got unwanted exception: inner');
  assert.strictEqual(error.actual, inner);
  assert.ok(error.stack.endsWith(inner.stack.split('\n').slice(1).join('\n')));
  return true;
});
