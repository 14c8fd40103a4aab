'use strict';
const { mustCall, mustNotCall } = require('../common');
const { exchange, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const server = http.createServer();
server.on('request', mustCall((request, response) => {
  assert.strictEqual(request.url, '/plain');
  response.end('not upgraded');
}));
server.shouldUpgradeCallback = (request) => request.url !== '/plain';
server.on('upgrade', mustCall((request, socket, head) => {
  assert.strictEqual(request.headers.upgrade, 'echo');
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n');
  socket.write(head);
  socket.pipe(socket);
}));

const head = 'Host: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n';

(async () => {
  const port = await listen(server);
  const plain = await exchange(port, [`GET /plain HTTP/1.1\r\n${head}\r\n`], { end: true });
  assert.ok(plain.endsWith('not upgraded'), plain);

  const request = http.request({ port, host: '127.0.0.1', headers: { Connection: 'upgrade', Upgrade: 'echo' } }, mustNotCall());
  request.on('upgrade', mustCall((response, socket, first) => {
    assert.strictEqual(response.statusCode, 101);
    let received = first.toString();
    socket.on('data', (chunk) => {
      received += chunk;
      if (received === 'ping') socket.end();
    });
    socket.on('close', mustCall(() => {
      assert.strictEqual(received, 'ping');
      server.close();
    }));
    socket.write('ping');
  }));
  request.on('close', mustCall());
  request.end();
})();
