'use strict';
const { mustCall } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const http = require('http');
const net = require('net');

// A client that does not read: write() says so, nothing more is made, and 'drain' comes when it reads.
const kChunk = Buffer.alloc(64 * 1024);
const kTotal = 400;
let sent = 0;
let stoppedAt = 0;

const server = http.createServer(mustCall((request, response) => {
  const more = () => {
    while (sent < kTotal) {
      sent++;
      if (!response.write(kChunk)) return;
    }
    response.end();
  };
  response.on('drain', more);
  more();
  stoppedAt = sent;
  assert.ok(sent < kTotal, `${sent} chunks`);
  assert.strictEqual(response.writableNeedDrain, true);
}));

listen(server).then((port) => {
  const socket = net.connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.0\r\n\r\n'));
  socket.pause();
  setTimeout(() => {
    assert.ok(sent < kTotal, `${sent} chunks were made for a client that reads nothing`);
    assert.ok(sent >= stoppedAt);
    let received = 0;
    socket.on('data', (chunk) => { received += chunk.length; });
    socket.resume();
    socket.on('end', mustCall(() => {
      assert.ok(received > kTotal * kChunk.length);
      server.close();
    }));
  }, 50);
});
