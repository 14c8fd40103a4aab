'use strict';
const { mustCall } = require('../common');
const { exchange, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const lines = [
  'Host: first', 'Content-Type: a', 'content-type: b', 'X-Many: 1', 'x-many: 2', 'Cookie: a=1', 'COOKIE: b=2', 'Set-Cookie: c', 'Set-Cookie: d',
  'Authorization: x', 'authorization: y', 'Empty:', 'Spaced:  \t value \t ', 'Connection: close',
];
const expected = {
  'host': 'first', 'content-type': 'a', 'x-many': '1, 2', 'cookie': 'a=1; b=2', 'set-cookie': ['c', 'd'], 'authorization': 'x', 'empty': '',
  'spaced': 'value', 'connection': 'close',
};

function check(options, more) {
  const server = http.createServer(options, mustCall((request, response) => {
    assert.deepStrictEqual({ ...request.headers }, { ...expected, ...more });
    assert.deepStrictEqual(request.headersDistinct['x-many'], ['1', '2']);
    assert.deepStrictEqual(request.headersDistinct.host, ['first']);
    assert.strictEqual(request.rawHeaders.length, lines.length * 2);
    assert.deepStrictEqual(request.rawHeaders.slice(2, 6), ['Content-Type', 'a', 'content-type', 'b']);
    request.headers = { replaced: 1 };
    assert.deepStrictEqual(request.headers, { replaced: 1 });
    response.setHeader('X-List', ['a', 'b']);
    response.setHeader('X-Unique', ['a', 'b']);
    response.end();
  }));
  return listen(server).then((port) => exchange(port, `GET / HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)).finally(() => server.close());
}

(async () => {
  assert.match(await check({}, {}), /X-List: a\r\nX-List: b\r\nX-Unique: a\r\nX-Unique: b\r\n/);
  await check({ joinDuplicateHeaders: true }, { 'content-type': 'a, b', 'authorization': 'x, y' });
  assert.match(await check({ uniqueHeaders: ['x-unique'] }, {}), /X-List: a\r\nX-List: b\r\nX-Unique: a; b\r\n/);
})();
