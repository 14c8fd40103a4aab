'use strict';
const { mustCall } = require('../common');
const { exchange, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const server = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end('read'));
});

(async () => {
  const port = await listen(server);
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\nExpect: ';
  let received = await exchange(port, [`${head}100-continue\r\n\r\n`, 'hi']);
  assert.ok(received.startsWith('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n'), received);

  received = await exchange(port, [`${head}202-accepted\r\n\r\n`, 'hi']);
  assert.ok(received.startsWith('HTTP/1.1 417 Expectation Failed\r\n'), received);

  server.on('checkExpectation', mustCall((request, response) => {
    assert.strictEqual(request.headers.expect, '202-accepted');
    response.end('all right');
  }));
  received = await exchange(port, [`${head}202-accepted\r\n\r\n`, 'hi']);
  assert.ok(received.endsWith('all right'), received);
  server.close();
})();
