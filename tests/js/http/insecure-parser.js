'use strict';
require('../common');
const { exchange, fetchText, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');
const net = require('net');

(async () => {
  const request = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nName: a\x01b\r\n\r\n';
  for (const [insecureHTTPParser, status] of [[false, 400], [true, 200]]) {
    const server = http.createServer({ insecureHTTPParser }, (_, response) => response.end());
    const port = await listen(server);
    assert.ok((await exchange(port, request)).startsWith(`HTTP/1.1 ${status} `));
    server.close();
  }

  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nName: a\x01b\r\nContent-Length: 1\r\n\r\nx'));
  });
  const port = await listen(server);
  await assert.rejects(fetchText({ port }), { code: 'HPE_INVALID_HEADER_TOKEN', message: /^Parse Error: / });
  assert.strictEqual((await fetchText({ port, insecureHTTPParser: true })).headers.name, 'a\x01b');
  server.close();
})();
