'use strict';

const common = require('../common');
const assert = require('assert');

const boom = () => { throw Object.assign(new TypeError('boom'), { code: 'E' }); };
assert.throws(boom);
assert.throws(boom, TypeError);
assert.throws(boom, /^TypeError: boom$/);
assert.throws(boom, { message: /bo/, code: 'E' });
assert.throws(boom, (error) => error.code === 'E');

const fails = (fn, shape) => assert.throws(fn, shape);
fails(() => assert.throws(() => {}), { code: 'ERR_ASSERTION', message: 'Missing expected exception.' });
fails(() => assert.throws(() => {}, TypeError, 'why'), { message: 'Missing expected exception (TypeError): why' });
fails(() => assert.throws(boom, RangeError), {
  message: 'The error is expected to be an instance of "RangeError". Received "TypeError"\n\nError message:\n\nboom',
});
fails(() => assert.throws(boom, /x/), {
  message: "The input did not match the regular expression /x/. Input:\n\n'TypeError: boom'\n",
});
fails(() => assert.throws(boom, () => 1), { message: /validation function is expected to return "true"\. Received 1/ });
fails(() => assert.throws(boom, 'boom'), { code: 'ERR_AMBIGUOUS_ARGUMENT' });
fails(() => assert.throws(boom, {}), { code: 'ERR_INVALID_ARG_VALUE' });
fails(() => assert.throws('x'), { code: 'ERR_INVALID_ARG_TYPE' });
fails(() => assert.doesNotThrow(boom, 'why'), { message: 'Got unwanted exception: why\nActual message: "boom"' });
fails(() => assert.doesNotThrow(boom, RangeError), { name: 'TypeError', message: 'boom' });

assert.rejects(async () => boom(), TypeError).then(common.mustCall());
assert.rejects(assert.rejects(Promise.resolve()), { message: 'Missing expected rejection.' }).then(common.mustCall());
assert.rejects(assert.rejects(() => 1), { code: 'ERR_INVALID_RETURN_VALUE' }).then(common.mustCall());
assert.doesNotReject(async () => {}).then(common.mustCall());
assert.rejects(assert.doesNotReject(async () => boom()), { message: 'Got unwanted rejection.\nActual message: "boom"' }).then(common.mustCall());
