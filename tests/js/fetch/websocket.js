'use strict';
const { mustCall } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const crypto = require('crypto');
const http = require('http');

// A server that echoes one small frame at a time.
const server = http.createServer();
server.on('upgrade', mustCall((request, socket) => {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = crypto.createHash('sha1').update(key).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.on('data', (frame) => {
    const length = frame[1] & 127;
    const payload = Buffer.from(frame.subarray(6, 6 + length).map((byte, i) => byte ^ frame[2 + i % 4]));
    const isClose = (frame[0] & 15) === 8;
    socket.write(Buffer.concat([Buffer.from([isClose ? 0x88 : 0x81, length]), payload]));
    if (isClose) socket.end();
  });
}));

listen(server).then((port) => {
  const client = new WebSocket(`ws://127.0.0.1:${port}/`);
  assert.strictEqual(client.readyState, WebSocket.CONNECTING);
  client.addEventListener('open', mustCall(() => client.send('hello')));
  client.addEventListener('message', mustCall((event) => {
    assert.ok(event instanceof MessageEvent);
    assert.strictEqual(event.data, 'hello');
    client.close(1000, 'done');
  }));
  client.addEventListener('close', mustCall((event) => {
    assert.ok(event instanceof CloseEvent);
    assert.deepStrictEqual([event.code, event.reason, event.wasClean], [1000, 'done', true]);
    server.close();
  }));
});
