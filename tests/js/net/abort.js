'use strict';

// An AbortSignal ends a socket with AbortError and closes a server.
const assert = require('assert');
const net = require('net');
const { mustCall, mustNotCall } = require('../common');

const controller = new AbortController();
const server = net.createServer(mustCall((socket) => {
  socket.resume();
  socket.on('error', () => {});
  controller.abort();
}));
server.listen({ port: 0, host: '127.0.0.1', signal: controller.signal }, mustCall(() => {
  const client = net.connect({ port: server.address().port, host: '127.0.0.1', signal: controller.signal });
  client.on('error', mustCall((error) => {
    assert.strictEqual(error.name, 'AbortError');
    assert.strictEqual(error.code, 'ABORT_ERR');
  }));
  client.on('close', mustCall());
}));
server.on('close', mustCall());

const early = new net.Socket({ signal: AbortSignal.abort() });
early.on('error', mustCall((error) => assert.strictEqual(error.name, 'AbortError')));
net.createServer(mustNotCall()).listen({ port: 0, host: '127.0.0.1', signal: AbortSignal.abort() }).on('close', mustCall());
