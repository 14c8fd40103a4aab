'use strict';
const { mustCall } = require('../common');
const { exchange, fetchText, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

// What a listener throws is an uncaught exception, and the server goes on.
process.on('uncaughtException', mustCall((error) => assert.match(error.message, /^thrown in /), 2));

const server = http.createServer((request, response) => {
  if (request.url === '/throw') throw new Error('thrown in request');
  if (request.url === '/throw-data') request.on('data', () => { throw new Error('thrown in data'); });
  else response.end('ok');
});

(async () => {
  const port = await listen(server);
  const dead = exchange(port, 'GET /throw HTTP/1.1\r\nHost: a\r\n\r\n');
  const deadToo = exchange(port, 'POST /throw-data HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\ndata');
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.strictEqual((await fetchText({ port, agent: false })).body, 'ok');
  server.close();
  server.closeAllConnections();
  assert.strictEqual(await dead, '');
  assert.strictEqual(await deadToo, '');
})();
