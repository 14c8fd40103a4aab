'use strict';

require('../common');
const assert = require('assert');
const { isDeepStrictEqual } = require('util');

assert.ok(isDeepStrictEqual({ a: [1, new Set([{ b: 2 }])] }, { a: [1, new Set([{ b: 2 }])] }));
assert.ok(!isDeepStrictEqual([1], ['1']));
assert.ok(isDeepStrictEqual(NaN, NaN));
assert.ok(!isDeepStrictEqual(0, -0));
assert.ok(!isDeepStrictEqual([, 1], [undefined, 1]));
assert.ok(!isDeepStrictEqual(new (class A {})(), new (class B {})()));
assert.ok(isDeepStrictEqual(new (class A {})(), new (class B {})(), true));

const circle = () => { const a = { n: 1 }; a.self = a; return a; };
assert.ok(isDeepStrictEqual(circle(), circle()));
const longer = { n: 1, self: { n: 1 } };
longer.self.self = longer;
assert.ok(!isDeepStrictEqual(circle(), longer));
