'use strict';
const { mustCall, isIsoscope } = require('../common');
const { exchange, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

// Header names that objects have anyway.
const server = http.createServer(mustCall((request, response) => {
  assert.strictEqual(request.headers.constructor, 'c');
  assert.strictEqual(request.headers['to-string'], undefined);
  assert.strictEqual(Object.getPrototypeOf(request.headers), Object.prototype);
  if (isIsoscope) {  // Node throws.
    assert.deepStrictEqual(request.headersDistinct.constructor, ['c']);
    assert.strictEqual(Object.getPrototypeOf(request.headersDistinct), Object.prototype);
  }
  response.end();
}));

(async () => {
  const port = await listen(server);
  await exchange(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n__proto__: p\r\n__proto__: q\r\nconstructor: c\r\n\r\n');
  server.close();
})();
