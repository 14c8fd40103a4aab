'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const params = new URLSearchParams('?a=1&b=%C3%A9&a=%zz+x&=n');
assert.strictEqual(`${params}`, 'a=1&b=%C3%A9&a=%25zz+x&=n');
assert.strictEqual(params.size, 4);
assert.deepStrictEqual(params.getAll('a'), ['1', '%zz x']);
assert.strictEqual(params.get('nope'), null);
assert.ok(params.has('a', '1') && !params.has('a', '2'));
params.set('a', '~*');
params.delete('b');
params.sort();
assert.strictEqual(params.toString(), '=n&a=%7E*');
assert.deepStrictEqual([...params.keys()], ['', 'a']);
assert.strictEqual(new URLSearchParams({ a: 1, b: [2, 3] }).toString(), 'a=1&b=2%2C3');
assert.strictEqual(new URLSearchParams([['x', 'y']]).toString(), 'x=y');
assert.strictEqual(new URLSearchParams(new Map([['x', 'y']])).get('x'), 'y');
assert.throws(() => new URLSearchParams([['x']]), { code: 'ERR_INVALID_TUPLE', message: 'Each query pair must be an iterable [name, value] tuple' });
assert.throws(() => new URLSearchParams({ [Symbol.iterator]: 5 }), { code: 'ERR_ARG_NOT_ITERABLE' });
assert.throws(() => params.append('a'), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => URLSearchParams.prototype.get.call({}, 'a'), { code: 'ERR_INVALID_THIS' });
assert.strictEqual(inspect(new URLSearchParams('a=1&b')), "URLSearchParams { 'a' => '1', 'b' => '' }");
assert.strictEqual(inspect(new URLSearchParams('a=1').entries()), "URLSearchParams Iterator { [ 'a', '1' ] }");
