'use strict';

// The ways to say where to listen, and what address() says then.
const assert = require('assert');
const net = require('net');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

function listens(listen, check) {
  const server = net.createServer();
  listen(server);
  server.on('listening', mustCall(() => {
    assert.strictEqual(server.listening, true);
    check(server.address(), server);
    assert.throws(() => server.listen(0), { code: 'ERR_SERVER_ALREADY_LISTEN' });
    server.close(mustCall(() => assert.strictEqual(server.listening, false)));
  }));
}

const isLoopback = ({ address, port }) => {
  assert.strictEqual(address, '127.0.0.1');
  assert.ok(port > 0);
};
listens((s) => s.listen(0, '127.0.0.1'), isLoopback);
listens((s) => s.listen({ port: 0, host: '127.0.0.1', exclusive: true }), isLoopback);
listens((s) => s.listen({ port: '0', host: '127.0.0.1', backlog: 1 }), isLoopback);
listens((s) => s.listen(0, '127.0.0.1', 10), isLoopback);
listens((s) => s.listen({ port: 0, host: '127.0.0.1', reusePort: true }), ({ port }) => {
  const second = net.createServer();
  second.listen({ port, host: '127.0.0.1', reusePort: true }, mustCall(() => {
    assert.strictEqual(second.address().port, port);
    second.close();
  }));
});

const file = path.join(tmpdir(), 'socket');
listens((s) => s.listen(file), (address) => assert.strictEqual(address, file));
listens((s) => s.listen({ path: `${file}2`, readableAll: true, writableAll: true }), (address) => {
  assert.strictEqual(require('fs').statSync(address).mode & 0o666, 0o666);
});

// Another server's handle.
const first = net.createServer().listen(0, '127.0.0.1', mustCall(() => {
  const { port } = first.address();
  const second = net.createServer(mustCall((socket) => {
    socket.end();
    second.close();
  }));
  second.listen(first._handle, mustCall(() => {
    assert.strictEqual(second.address().port, port);
    const client = net.connect(port, '127.0.0.1');
    client.resume();
    client.on('close', mustCall());
  }));
}));

const closed = net.createServer();
closed.close(mustCall((error) => assert.strictEqual(error.code, 'ERR_SERVER_NOT_RUNNING')));
