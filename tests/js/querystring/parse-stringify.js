'use strict';

require('../common');
const assert = require('assert');
const querystring = require('querystring');

const parsed = (...args) => ({ ...querystring.parse(...args) });
assert.deepStrictEqual(parsed('a=1&a=2&b&=c&d=%C3%A9+x&e=%zz'), { 'a': ['1', '2'], 'b': '', '': 'c', 'd': '\u00e9 x', 'e': '%zz' });
assert.deepStrictEqual(parsed('a:1;b:2', ';', ':'), { a: '1', b: '2' });
assert.deepStrictEqual(parsed('a&b&c', null, null, { maxKeys: 2 }), { a: '', b: '' });
assert.deepStrictEqual(parsed('a=+', null, null, { decodeURIComponent: (text) => `<${text}>` }), { '<a>': '<%20>' });
assert.strictEqual(Object.getPrototypeOf(querystring.parse('a')), null);
assert.strictEqual(querystring.stringify({ a: [1, 'b c'], d: true, e: null, f: 5n, g: NaN, h: '\u20ac' }),
                   'a=1&a=b%20c&d=true&e=&f=5&g=&h=%E2%82%AC');
assert.strictEqual(querystring.stringify({ a: 1, b: 2 }, ';', ':'), 'a:1;b:2');
assert.strictEqual(querystring.escape("a b!'()*-._~%"), "a%20b!'()*-._~%25");
assert.throws(() => querystring.escape('\ud800'), { name: 'URIError', code: 'ERR_INVALID_URI', message: 'URI malformed' });
assert.strictEqual(querystring.unescape('%41%zz%ff'), 'A%zz\ufffd');
