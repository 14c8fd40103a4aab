'use strict';

// An idle socket says so and stays open; traffic restarts its clock; 0 turns it off.
const assert = require('assert');
const net = require('net');
const { mustCall, mustNotCall } = require('../common');

const server = net.createServer(mustCall((socket) => {
  socket.resume();
  socket.on('end', () => socket.end());
}));
server.listen(0, '127.0.0.1', mustCall(() => {
  const client = net.connect({ port: server.address().port, host: '127.0.0.1', timeout: 20 });
  assert.strictEqual(client.timeout, 20);
  client.once('timeout', mustCall(() => {
    assert.strictEqual(client.destroyed, false);
    client.setTimeout(20, mustNotCall());
    client.setTimeout(0);
    client.end();
  }));
  client.resume();
  client.on('close', mustCall(() => server.close()));
}));

const socket = new net.Socket();
assert.throws(() => socket.setTimeout('1'), { code: 'ERR_INVALID_ARG_TYPE' });
for (const value of [-1, Infinity, NaN]) assert.throws(() => socket.setTimeout(value), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => socket.setTimeout(1, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
