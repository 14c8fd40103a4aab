'use strict';

// URL's methods and accessors tell a stranger off, and each setter leaves the rest of the URL as it was.

const assert = require('node:assert');

for (const name of ['toString', 'toJSON']) {
  assert.throws(() => URL.prototype[name].call({}), { name: 'TypeError', message: /Receiver must be an instance of class/ });
}
for (const name of ['protocol', 'host', 'origin', 'searchParams']) {
  assert.throws(() => Reflect.get(URL.prototype, name, {}), { name: 'TypeError', message: /Cannot read private member/ });
}
for (const name of ['href', 'hash', 'search']) {
  assert.throws(() => Reflect.set(URL.prototype, name, 'x', {}), { name: 'TypeError', message: /Cannot read private member/ });
}

const url = new URL('https://user:secret@example.org:8080/a/b?x=1#top');
url.protocol = 'http';
url.username = 'a b';
url.password = '';
url.hostname = 'EXAMPLE.com';
url.port = '80';
url.pathname = 'c/../d e';
url.hash = '';
assert.strictEqual(url.href, 'http://a%20b@example.com/d%20e?x=1');
url.port = '99999';
url.protocol = 'mailto';
assert.strictEqual(url.href, 'http://a%20b@example.com/d%20e?x=1');
assert.throws(() => { url.href = 'nonsense'; }, { code: 'ERR_INVALID_URL', input: 'nonsense' });

// Search parameters and search follow each other, whichever is changed.
const { searchParams } = url;
searchParams.append('y', 'a&b');
assert.strictEqual(url.search, '?x=1&y=a%26b');
searchParams.delete('x');
url.hash = 'z';
assert.strictEqual(url.href, 'http://a%20b@example.com/d%20e?y=a%26b#z');
url.search = 'q=2';
assert.deepStrictEqual([...searchParams], [['q', '2']]);
url.href = 'file:///x?r=3';
assert.deepStrictEqual([...searchParams], [['r', '3']]);
searchParams.delete('r');
assert.strictEqual(url.href, 'file:///x');

// Hosts that are no plain text.
assert.strictEqual(new URL('https://\u00fcn\u00efcode.example/').host, 'xn--ncode-cta3g.example');
assert.strictEqual(new URL('http://0x7f.1/').hostname, '127.0.0.1');
assert.strictEqual(new URL('http://[::0:1]:81/').host, '[::1]:81');
assert.strictEqual(new URL('non-special:/..//p').href, 'non-special:/.//p');
assert.strictEqual(new URL('non-special:/..//p').host, '');
assert.strictEqual(new URL('blob:https://a.example:1/id').origin, 'https://a.example:1');
assert.strictEqual(new URL('x:\ud800').href, 'x:%EF%BF%BD');
