'use strict';

require('../common');
const assert = require('assert');
const url = require('url');

const parts = (text, ...args) => ({ ...url.parse(text, ...args) });
assert.deepStrictEqual(parts(' HTTP://u:p%20@Host.com:8080\\p/a;b?x=y#z '), {
  protocol: 'http:', slashes: true, auth: 'u:p ', host: 'host.com:8080', port: '8080', hostname: 'host.com', hash: '#z', search: '?x=y',
  query: 'x=y', pathname: '/p/a;b', path: '/p/a;b?x=y', href: 'http://u:p%20@host.com:8080/p/a;b?x=y#z',
});
assert.strictEqual(parts('/a?b=c', true).query.b, 'c');
assert.strictEqual(parts('//h/p').host, null);
assert.strictEqual(parts('//h/p', false, true).host, 'h');
assert.strictEqual(parts('http://a"b/').pathname, '%22b/');
assert.throws(() => url.parse('http://[a b]/'), { code: 'ERR_INVALID_URL' });
assert.throws(() => url.parse(5), { code: 'ERR_INVALID_ARG_TYPE' });

const resolved = [
  ['http://a/b/c/d;p?q', '../g', 'http://a/b/g'], ['http://a/b/c/d;p?q', '?y', 'http://a/b/c/d;p?y'], ['http://a/b/c', '//h', 'http://h/'],
  ['/one/two/three', 'four', '/one/two/four'], ['http://e.com/one', '/two', 'http://e.com/two'], ['http://a/b/', '../../../g', 'http://a/g'],
  ['mailto:user@e.com', '#x', 'mailto:user@e.com#x'], ['http://a/b', 'mailto:x@y', 'mailto:x@y'],
];
for (const [from, to, result] of resolved) assert.strictEqual(url.resolve(from, to), result);

assert.strictEqual(url.format({ protocol: 'http', hostname: '::1', port: 80, pathname: 'a?b', query: { c: [1, 2] }, hash: 'd' }),
                   'http://[::1]:80/a%3Fb?c=1&c=2#d');
assert.strictEqual(url.format(new URL('http://u:p@xn--bcher-kva.de/?a#b'), { auth: false, fragment: false, unicode: true }),
                   'http://b\u00fccher.de/?a');
assert.throws(() => url.format(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(url.domainToASCII('espa\u00f1ol.com'), 'xn--espaol-zwa.com');
assert.strictEqual(url.domainToASCII('xn--i\u00f1valid.com'), '');
assert.strictEqual(url.domainToUnicode('xn--fiq228c.com'), '\u4e2d\u6587.com');
const options = url.urlToHttpOptions(new URL('http://u%20:p@[::1]:81/a?b#c'));
assert.deepStrictEqual([options.hostname, options.port, options.path, options.auth], ['::1', 81, '/a?b', 'u :p']);
