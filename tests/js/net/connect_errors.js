'use strict';

// Failed connections and listeners: code, errno, syscall, address, port and text are Node's.
const assert = require('assert');
const net = require('net');
const path = require('path');
const { mustCall, mustNotCall, tmpdir } = require('../common');

const server = net.createServer(mustNotCall());
server.listen(0, '127.0.0.1', mustCall(() => {
  const { port } = server.address();
  const second = net.createServer();
  second.on('error', mustCall((error) => {
    assert.strictEqual(error.message, `listen EADDRINUSE: address already in use 127.0.0.1:${port}`);
    assert.deepStrictEqual({ ...error }, { code: 'EADDRINUSE', errno: -98, syscall: 'listen', address: '127.0.0.1', port });
    server.close(mustCall(() => {
      const refused = net.connect(port, '127.0.0.1');
      refused.on('connect', mustNotCall());
      refused.on('error', mustCall((e) => {
        assert.strictEqual(e.message, `connect ECONNREFUSED 127.0.0.1:${port}`);
        assert.deepStrictEqual({ ...e }, { errno: -111, code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port });
      }));
      refused.on('close', mustCall((hadError) => assert.strictEqual(hadError, true)));
    }));
  }));
  second.listen(port, '127.0.0.1');
}));

const missing = path.join(tmpdir(), 'no-such-socket');
net.connect(missing).on('error', mustCall((error) => {
  assert.deepStrictEqual({ ...error }, { errno: -2, code: 'ENOENT', syscall: 'connect', address: missing });
}));

for (const port of [-1, 65536, NaN, 'x', 1.5]) {
  assert.throws(() => net.connect({ port, host: '127.0.0.1' }), { code: 'ERR_SOCKET_BAD_PORT', name: 'RangeError' });
}
assert.throws(() => net.connect({}), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => net.connect({ port: 1, localAddress: 'nowhere' }), { code: 'ERR_INVALID_IP_ADDRESS' });
assert.throws(() => net.createServer('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.createServer().listen({}), { code: 'ERR_INVALID_ARG_VALUE' });
