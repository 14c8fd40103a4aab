'use strict';
const { mustCall, mustNotCall } = require('../common');
const { exchange, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const server = http.createServer(mustNotCall());

(async () => {
  const port = await listen(server);
  // Nobody listens: the connection goes.
  assert.strictEqual(await exchange(port, 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'), '');

  server.on('connect', mustCall((request, socket, head) => {
    assert.strictEqual(request.url, 'example.com:443');
    assert.strictEqual(head.toString(), '');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\nhello');
    socket.end();
  }));
  const request = http.request({ port, host: '127.0.0.1', method: 'CONNECT', path: 'example.com:443' });
  request.on('connect', mustCall((response, socket, head) => {
    assert.strictEqual(response.statusCode, 200);
    let received = head.toString();
    socket.on('data', (chunk) => { received += chunk; });
    socket.on('end', mustCall(() => {
      assert.strictEqual(received, 'hello');
      server.close();
    }));
  }));
  request.end();
})();
