'use strict';
const { mustCall } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const http = require('http');
const net = require('net');

let held;
const server = http.createServer((request, response) => {
  if (request.url === '/held') held = response;
  else response.end('x');
});

(async () => {
  const port = await listen(server);
  const connect = (path) => new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`));
    socket.on('error', () => {});
    socket.closed1 = new Promise((closed) => socket.on('close', closed));
    if (path === '/held') setTimeout(resolve, 30, socket);
    else socket.once('data', () => setTimeout(resolve, 10, socket));
  });
  const idle = await connect('/');
  const busy = await connect('/held');
  server.closeIdleConnections();
  await idle.closed1;
  assert.strictEqual(busy.destroyed, false);
  server.close(mustCall());
  held.on('close', mustCall());
  server.closeAllConnections();
  await busy.closed1;
})();
