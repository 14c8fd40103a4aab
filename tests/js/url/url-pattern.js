'use strict';
const assert = require('assert');

const { URLPattern } = require('url');
assert.strictEqual(URLPattern, globalThis.URLPattern);

const pattern = new URLPattern('https://x.y/:z/(\\d+)?q=:q#h');
assert.strictEqual(pattern.pathname, '/:z/(\\d+)?q=:q');  // The question mark is the group's.
const books = new URLPattern({ hostname: '{:sub.}?example.com', pathname: '/books/:id(\\d+)', search: '*' });
assert.deepStrictEqual([books.protocol, books.hostname, books.pathname, books.hasRegExpGroups],
                       ['*', '{:sub.}?example.com', '/books/:id(\\d+)', true]);
const match = books.exec('https://shop.example.com/books/12?x=y');
assert.deepStrictEqual(match.inputs, ['https://shop.example.com/books/12?x=y']);
assert.deepStrictEqual(match.pathname, { input: '/books/12', groups: { id: '12' } });
assert.deepStrictEqual(match.hostname.groups, { sub: 'shop' });
assert.deepStrictEqual(match.search.groups, { 0: 'x=y' });
assert.strictEqual(books.exec('https://example.com/books/12').hostname.groups.sub, undefined);
assert.strictEqual(books.exec('https://example.com/books/twelve'), null);
assert.strictEqual(books.test('/books/7', 'https://example.com'), true);
assert.strictEqual(books.test({ pathname: '/books/7', hostname: 'example.com' }), true);
assert.strictEqual(books.test('no url'), false);
assert.strictEqual(new URLPattern({ pathname: '/A' }, { ignoreCase: true }).test({ pathname: '/a' }), true);
assert.strictEqual(new URLPattern('/:a', 'http://b.c/').hostname, 'b.c');
assert.strictEqual(new URLPattern().pathname, '*');

const type = { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' };
for (const bad of [1, null, Symbol('s')]) assert.throws(() => new URLPattern(bad), { ...type, message: 'Input must be an object or a string' });
assert.throws(() => new URLPattern('http://a', null), { ...type, message: 'second argument must be a string or object' });
assert.throws(() => new URLPattern('x', 'http://a', 1), { ...type, message: 'options must be an object' });
assert.throws(() => new URLPattern({}, { ignoreCase: 1 }), { ...type, message: 'options.ignoreCase must be a boolean' });
for (const bad of ['(', '/:a']) assert.throws(() => new URLPattern(bad), { code: 'ERR_INVALID_URL_PATTERN' });
assert.throws(() => URLPattern('http://a'), { code: 'ERR_CONSTRUCT_CALL_REQUIRED' });
assert.throws(() => books.exec(1), { ...type, message: 'URLPattern input needs to be a string or an object' });
assert.throws(() => books.exec({}, 'http://a'), { code: 'ERR_OPERATION_FAILED' });
assert.throws(() => URLPattern.prototype.test.call({}, 'x'), { message: 'Illegal invocation' });
