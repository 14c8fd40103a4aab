'use strict';

const common = require('../common');
const assert = require('assert');
const dgram = require('dgram');

assert.throws(() => dgram.createSocket('tcp'), { code: 'ERR_SOCKET_BAD_TYPE', name: 'TypeError' });
assert.throws(() => dgram.createSocket({ type: 'udp4', lookup: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => dgram.createSocket({ type: 'udp4', signal: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });

const socket = dgram.createSocket({ type: 'udp4', reuseAddr: true, recvBufferSize: 10000, sendBufferSize: 20000 });
assert.throws(() => socket.setBroadcast(true), { code: 'EBADF', syscall: 'setBroadcast' });
assert.throws(() => socket.getRecvBufferSize(), { code: 'ERR_SOCKET_BUFFER_SIZE', name: 'SystemError', syscall: 'uv_recv_buffer_size' });
for (const size of [-1, 1.5, Infinity, 'x']) {
  assert.throws(() => socket.setRecvBufferSize(size), { code: 'ERR_SOCKET_BAD_BUFFER_SIZE' });
}
assert.throws(() => socket.send('x', 70000), { code: 'ERR_SOCKET_BAD_PORT' });
assert.throws(() => socket.send(5, 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => socket.send([5], 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => socket.send('abc', 4, 1, 9, '127.0.0.1'), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
assert.throws(() => socket.send('abc', 0, 4, 9, '127.0.0.1'), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });

socket.bind(0, common.mustCall(() => {
  // What is no interface is the system's to refuse.
  for (const name of ['addMembership', 'dropMembership']) {
    assert.throws(() => socket[name]('224.0.0.114', 5), { code: 'EINVAL', syscall: name });
    assert.throws(() => socket[name.replace('Member', 'SourceSpecificMember')]('127.0.0.1', '232.1.1.1', {}), { code: 'EINVAL' });
  }
  assert.throws(() => socket.bind(0), { code: 'ERR_SOCKET_ALREADY_BOUND' });
  assert.strictEqual(socket.address().address, '0.0.0.0');
  assert.strictEqual(socket.getRecvBufferSize(), 20000);  // The kernel doubles it.
  assert.strictEqual(socket.getSendBufferSize(), 40000);
  assert.strictEqual(socket.getSendQueueSize(), 0);
  assert.strictEqual(socket.getSendQueueCount(), 0);
  socket.setBroadcast(true);
  assert.strictEqual(socket.setTTL(16), 16);
  assert.throws(() => socket.setTTL(1000), { code: 'EINVAL', syscall: 'setTTL' });
  assert.throws(() => socket.setTTL('x'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.strictEqual(socket.setMulticastTTL(8), 8);
  assert.strictEqual(socket.setMulticastLoopback(false), false);
  assert.throws(() => socket.addMembership(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => socket.addMembership('256.0.0.1'), { code: 'EINVAL', syscall: 'addMembership' });
  socket.addMembership('224.0.0.114', '127.0.0.1');
  socket.dropMembership('224.0.0.114', '127.0.0.1');
  assert.throws(() => socket.dropMembership('224.0.0.114', '127.0.0.1'), { code: 'EADDRNOTAVAIL' });
  assert.strictEqual(socket.ref(), socket);
  assert.strictEqual(socket.unref(), socket);
  socket.close(common.mustCall());
}));

// An address that is taken is told, and the socket may be bound elsewhere.
const first = dgram.createSocket('udp4');
first.bind(0, '127.0.0.1', common.mustCall(() => {
  const { port } = first.address();
  const second = dgram.createSocket('udp4');
  second.once('error', common.mustCall((error) => {
    assert.strictEqual(error.code, 'EADDRINUSE');
    assert.strictEqual(error.syscall, 'bind');
    assert.strictEqual(error.port, port);
    second.bind(0, '127.0.0.1', common.mustCall(() => {
      first.close();
      second.close();
    }));
  }));
  second.bind(port, '127.0.0.1', common.mustNotCall());
}));

// An aborted signal closes.
const controller = new AbortController();
const aborted = dgram.createSocket({ type: 'udp4', signal: controller.signal });
aborted.on('close', common.mustCall());
controller.abort();
dgram.createSocket({ type: 'udp4', signal: AbortSignal.abort() }).on('close', common.mustCall());

// close() before being bound waits for it; sends queued before it go out.
const queued = dgram.createSocket('udp4');
queued.bind(0, '127.0.0.1', common.mustCall(() => queued.send('x', queued.address().port, '127.0.0.1')));
queued.on('message', common.mustCall(() => queued.close()));

// A lookup of one's own.
const own = dgram.createSocket({
  type: 'udp4',
  lookup: common.mustCall((hostname, family, callback) => {
    assert.deepStrictEqual([hostname, family], ['my.name', 4]);
    callback(new Error('no such name'));
  }),
});
own.on('error', common.mustCall((error) => {
  assert.strictEqual(error.message, 'no such name');
  own.close();
}));
own.bind(0, 'my.name');
