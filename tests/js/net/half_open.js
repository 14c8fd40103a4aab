'use strict';

// With allowHalfOpen a side goes on writing after the other has ended; without, its end follows by itself.
const assert = require('assert');
const net = require('net');
const { mustCall } = require('../common');

function run(allowHalfOpen, done) {
  const server = net.createServer({ allowHalfOpen }, mustCall((socket) => {
    socket.resume();
    socket.on('end', mustCall(() => {
      if (!allowHalfOpen) return;
      assert.strictEqual(socket.writable, true);
      assert.strictEqual(socket.readyState, 'writeOnly');
      setImmediate(() => socket.end('late'));
    }));
  }));
  server.listen(0, '127.0.0.1', mustCall(() => {
    const client = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true });
    let text = '';
    client.setEncoding('utf8');
    client.on('data', (chunk) => { text += chunk; });
    client.on('close', mustCall(() => {
      assert.strictEqual(text, allowHalfOpen ? 'late' : '');
      server.close(mustCall(done));
    }));
    client.end();
  }));
}

run(true, () => run(false, mustCall()));
