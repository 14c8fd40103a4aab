'use strict';
const { mustCall } = require('../common');
const { exchange, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const timeoutAnswer = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

(async () => {
  const options = { headersTimeout: 40, requestTimeout: 80, connectionsCheckingInterval: 20 };
  const server = http.createServer(options, (request, response) => {
    request.resume();
    request.on('error', () => {});
    request.on('end', () => response.end('ok'));
  });
  const port = await listen(server);
  // Nothing at all, half a header, half a body.
  assert.strictEqual(await exchange(port, []), timeoutAnswer);
  assert.strictEqual(await exchange(port, 'GET / HTTP/1.1\r\nHos'), timeoutAnswer);
  assert.strictEqual(await exchange(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf'), timeoutAnswer);

  server.on('clientError', mustCall((error, socket) => {
    assert.strictEqual(error.code, 'ERR_HTTP_REQUEST_TIMEOUT');
    socket.destroy();
  }));
  assert.strictEqual(await exchange(port, 'GET / HT'), '');
  server.close();

  // Between two requests another limit holds.
  const idle = http.createServer({ keepAliveTimeout: 30, keepAliveTimeoutBuffer: 10 }, (_, response) => response.end('ok'));
  const idlePort = await listen(idle);
  const received = await exchange(idlePort, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.ok(received.endsWith('ok'));
  idle.close();

  // server.setTimeout()
  const slow = http.createServer(() => {});
  slow.setTimeout(30, mustCall((socket) => socket.destroy()));
  const slowPort = await listen(slow);
  assert.strictEqual(await exchange(slowPort, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'), '');
  slow.close();
})();
