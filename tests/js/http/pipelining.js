'use strict';
const { mustCall } = require('../common');
const { exchange, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

// Responses leave in the order of the requests, whatever the order in which they were made.
const held = [];
const server = http.createServer(mustCall((request, response) => {
  if (request.url === '/3') response.setHeader('Connection', 'close');
  held.push(response);
  if (held.length < 3) return;
  held[2].end('three');
  held[1].write('tw');
  held[1].end('o');
  assert.strictEqual(held[1].socket, null);
  held[0].end('one');
}, 3));

(async () => {
  const port = await listen(server);
  const request = (path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
  const received = await exchange(port, request('/1') + request('/2') + request('/3'));
  const bodies = received.split(/HTTP\/1\.1 200 OK\r\n/).slice(1).map((text) => text.split('\r\n\r\n').slice(1).join('|'));
  assert.deepStrictEqual(bodies, ['one', '2\r\ntw\r\n1\r\no\r\n0|', 'three']);
  server.close();
})();
