'use strict';

// What is deeply equal, loosely and strictly.

require('../common');
const assert = require('assert');

function check(a, b, loose, strict) {
  (loose ? assert.deepEqual : assert.notDeepEqual)(a, b);
  (loose ? assert.deepEqual : assert.notDeepEqual)(b, a);
  (strict ? assert.deepStrictEqual : assert.notDeepStrictEqual)(a, b);
  (strict ? assert.deepStrictEqual : assert.notDeepStrictEqual)(b, a);
}

check({ a: 1, b: 2 }, { b: 2, a: 1 }, true, true);
check([1, 2], ['1', 2], true, false);
check(NaN, NaN, true, true);
check([0], [-0], true, false);
check({ a: undefined }, {}, false, false);
check([, 1], [undefined, 1], false, false);
check(new Date(0), new Date(0), true, true);
check(new Date(0), new Date(1), false, false);
check(/a/g, /a/g, true, true);
check(/a/g, /a/i, false, false);
check(new Error('x'), new Error('x'), true, true);
check(new Error('x'), new Error('y'), false, false);
check(new Error('x', { cause: 1 }), new Error('x', { cause: 2 }), false, false);
check(new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }]), true, true);
check(new Set([1, 2]), new Set([1, '2']), true, false);
check(new Map([[{ k: 1 }, 'v']]), new Map([[{ k: 1 }, 'v']]), true, true);
check(new Map([[null, 1]]), new Map([[undefined, 1]]), true, false);
check(new Uint8Array([1]), new Uint8Array([1]), true, true);
check(new Uint8Array([1]), new Int8Array([1]), false, false);
check(new Float32Array([0]), new Float32Array([-0]), true, false);
check(Object(1), Object(1), true, true);
check(Object(1), Object(2), false, false);
check(new (class A {})(), new (class B {})(), true, false);
check({ [Symbol.for('s')]: 1 }, { [Symbol.for('s')]: 2 }, true, false);
check(new URL('http://a.b/'), new URL('http://a.b/'), true, true);
check(new URL('http://a.b/'), new URL('http://a.c/'), false, false);
check(new WeakSet(), new WeakSet(), false, false);

const circle = () => { const a = { list: [] }; a.list.push(a); return a; };
check(circle(), circle(), true, true);
