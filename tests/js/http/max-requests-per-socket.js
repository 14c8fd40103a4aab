'use strict';
const { mustCall } = require('../common');
const { exchange, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const server = http.createServer(mustCall((request, response) => response.end('x'), 2));
server.maxRequestsPerSocket = 2;
server.on('dropRequest', mustCall((request) => assert.strictEqual(request.url, '/3')));

(async () => {
  const port = await listen(server);
  const received = await exchange(port, ['/1', '/2', '/3'].map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''), { end: true });
  const answers = received.split('HTTP/1.1 ').slice(1);
  assert.match(answers[0], /^200 OK[^]*Connection: keep-alive\r\nKeep-Alive: timeout=5, max=2\r\n/);
  assert.match(answers[1], /^200 OK[^]*Connection: close\r\n/);
  assert.match(answers[2], /^503 Service Unavailable\r\n/);
  server.close();
})();
