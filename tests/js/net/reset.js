'use strict';

// resetAndDestroy() sends a RST: the other side sees ECONNRESET.
const assert = require('assert');
const net = require('net');
const { mustCall } = require('../common');

const server = net.createServer(mustCall((socket) => {
  socket.on('error', mustCall((error) => {
    assert.strictEqual(error.code, 'ECONNRESET');
    assert.strictEqual(error.syscall, 'read');
  }));
  socket.on('close', mustCall((hadError) => {
    assert.strictEqual(hadError, true);
    server.close();
  }));
  socket.resume();
  socket.write('x');
}));
server.listen(0, '127.0.0.1', mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.once('data', mustCall(() => {
    assert.strictEqual(client.resetAndDestroy(), client);
    assert.strictEqual(client.destroyed, true);
  }));
  client.on('close', mustCall((hadError) => assert.strictEqual(hadError, false)));
}));

const unconnected = new net.Socket();
unconnected.on('error', mustCall((error) => assert.strictEqual(error.code, 'ERR_SOCKET_CLOSED')));
unconnected.resetAndDestroy();
