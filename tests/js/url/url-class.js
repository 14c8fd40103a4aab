'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const cases = [
  ['http://EXAMPLE.com:80/a/./b/../c?x=y#z', 'http://example.com/a/c?x=y#z'],
  ['http://example.com', 'http://example.com/'],
  ['https://u:p@h:8080/\u00e9?\u00e9#\u00e9', 'https://u:p@h:8080/%C3%A9?%C3%A9#%C3%A9'],
  ['file:///a b/c', 'file:///a%20b/c'],
  ['http://b\u00fccher.de/', 'http://xn--bcher-kva.de/'],
  ['http://0x7f.1/', 'http://127.0.0.1/'],
  ['http://[1:0::1]/', 'http://[1::1]/'],
  ['http:\\\\h\\a', 'http://h/a'],
  ['node:fs', 'node:fs'],
  ['data:text/plain,a b#c', 'data:text/plain,a b#c'],
];
for (const [input, href] of cases) assert.strictEqual(new URL(input).href, href);
const relative = [
  ['./x.mjs', 'file:///a/b.mjs', 'file:///a/x.mjs'],
  ['../x.mjs?q#h', 'file:///a/b/c.mjs', 'file:///a/x.mjs?q#h'],
  ['/x', 'http://h/a/b', 'http://h/x'],
  ['//x/y', 'https://h/a', 'https://x/y'],
  ['?q', 'http://h/a?b#c', 'http://h/a?q'],
  ['', 'http://h/a?b#c', 'http://h/a?b'],
  ['..', 'http://h/a/b/c', 'http://h/a/'],
  ['%2e%2E/x', 'http://h/a/b/', 'http://h/a/x'],
];
for (const [input, base, href] of relative) assert.strictEqual(new URL(input, base).href, href, `${input} on ${base}`);

for (const [input, base] of [['x'], ['http://'], ['http://a b/'], ['http://h:99999/'], ['/x', 'y']]) {
  assert.throws(() => new URL(input, base), (error) => {
    assert.strictEqual(error.name, 'TypeError');
    assert.strictEqual(error.message, 'Invalid URL');
    assert.match(error.stack, /^TypeError: Invalid URL\n/);
    assert.deepStrictEqual({ ...error }, { code: 'ERR_INVALID_URL', input, ...(base && { base }) });
    return true;
  });
  assert.strictEqual(URL.canParse(input, base), false);
  assert.strictEqual(URL.parse(input, base), null);
}
assert.throws(() => new URL(), { code: 'ERR_MISSING_ARGS' });

const url = new URL('https://h/p?a=1');
url.searchParams.append('b', 'c d');
assert.strictEqual(url.href, 'https://h/p?a=1&b=c+d');
url.search = '?z';
assert.strictEqual(url.searchParams.get('z'), '');
url.port = '8080x';
url.host = 'x y';
url.hash = '#\u00e9';
url.protocol = 'http';
url.pathname = '/a b';
url.username = 'u@';
assert.strictEqual(url.href, 'http://u%40@h:8080/a%20b?z#%C3%A9');
assert.strictEqual(url.origin, 'http://h:8080');
assert.throws(() => { url.href = 'nope'; }, { code: 'ERR_INVALID_URL' });
assert.strictEqual(JSON.stringify(new URL('http://h')), '"http://h/"');
assert.match(inspect(new URL('http://h/?a=b')), /^URL \{\n {2}href: 'http:\/\/h\/\?a=b',\n[^]*searchParams: URLSearchParams \{ 'a' => 'b' \},/);
