'use strict';
const { mustCall } = require('../common');
const { exchange, fetchText, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

(async () => {
  const server = http.createServer({ maxHeaderSize: 1000 }, (request, response) => {
    request.resume();
    request.on('end', () => response.end(String(request.rawHeaders.length)));
  });
  const port = await listen(server);
  let received = await exchange(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(1000)}\r\n\r\n`);
  assert.ok(received.startsWith('HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n'), received);
  received = await exchange(port, `GET /${'x'.repeat(1000)} HTTP/1.1\r\nHost: a\r\n\r\n`);
  assert.ok(received.startsWith('HTTP/1.1 431 '), received);
  received = await exchange(port, [
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', `1;${'x'.repeat(9000)}`, `${'x'.repeat(9000)}\r\na\r\n0\r\n\r\n`,
  ]);
  assert.ok(received.startsWith('HTTP/1.1 413 Payload Too Large\r\n'), received);

  server.on('clientError', mustCall((error, socket) => {
    assert.strictEqual(error.code, 'HPE_HEADER_OVERFLOW');
    assert.strictEqual(error.message, 'Parse Error: Header overflow');
    assert.ok(error.rawPacket.length > 1000);
    assert.ok(error.bytesParsed > 0);
    socket.end('HTTP/1.1 400 Mine\r\n\r\n');
  }));
  received = await exchange(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(1000)}\r\n\r\n`);
  assert.strictEqual(received, 'HTTP/1.1 400 Mine\r\n\r\n');
  server.close();

  // maxHeadersCount: what is beyond is dropped.
  const counting = http.createServer(mustCall((request, response) => {
    assert.strictEqual(Object.keys(request.headers).length, 5);
    response.writeHead(200, Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`h${i}`, 'v'])));
    response.end();
  }));
  counting.maxHeadersCount = 5;
  const countingPort = await listen(counting);
  const request = http.request({
    port: countingPort, host: '127.0.0.1', headers: { Host: 'a', ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`h${i}`, 'v'])) },
  }, mustCall((response) => {
    assert.strictEqual(Object.keys(response.headers).length, 20);
    response.resume();
    response.on('end', () => counting.close());
  }));
  request.maxHeadersCount = 20;
  request.end();

  await assert.rejects(async () => {
    const big = http.createServer((_, response) => response.end('x'));
    big.on('request', (_, response) => response.setHeader('x', 'y'.repeat(2000)));
    const replying = http.createServer((_, response) => response.writeHead(200, { x: 'y'.repeat(2000) }).end());
    const replyingPort = await listen(replying);
    try {
      await fetchText({ port: replyingPort, maxHeaderSize: 1000 });
    } finally {
      replying.close();
    }
  }, { code: 'HPE_HEADER_OVERFLOW' });
})();
