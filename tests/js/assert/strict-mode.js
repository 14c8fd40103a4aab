'use strict';

require('../common');
const assert = require('assert');
const { strict, Assert, AssertionError } = assert;

assert.strictEqual(require('assert/strict'), strict);
assert.strictEqual(strict.equal, assert.strictEqual);
assert.strictEqual(strict.deepEqual, assert.deepStrictEqual);
assert.strictEqual(strict.strict, strict);
assert.throws(() => strict.equal(1, '1'), AssertionError);
assert.throws(() => strict(0), AssertionError);

const own = new Assert({ diff: 'full', skipPrototype: true });
own.deepEqual(new (class A {})(), new (class B {})());
assert.throws(() => own.equal(1, 2), { diff: 'full', code: 'ERR_ASSERTION' });
assert.throws(() => Assert(), { code: 'ERR_CONSTRUCT_CALL_REQUIRED' });
assert.throws(() => new Assert({ diff: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
