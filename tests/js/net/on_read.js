'use strict';

// With `onread` data comes in the user's own buffer; false from the callback pauses.
const assert = require('assert');
const net = require('net');
const { mustCall, mustNotCall } = require('../common');

const server = net.createServer(mustCall((socket) => {
  socket.end('abcdefgh');
}, 2));
server.listen(0, '127.0.0.1', mustCall(() => {
  const { port } = server.address();
  let left = 2;
  const closed = () => { if (--left === 0) server.close(); };

  const buffer = Buffer.alloc(3);
  let text = '';
  const client = net.connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer,
      callback(size, given) {
        assert.strictEqual(given, buffer);
        text += given.latin1Slice(0, size);
        return text.length !== 3 || (setImmediate(() => client.resume()), false);
      },
    },
  });
  client.on('data', mustNotCall());
  client.on('end', mustCall(() => assert.strictEqual(text, 'abcdefgh')));
  client.on('close', mustCall(closed));

  const given = [];
  const parts = [];
  const other = net.connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer() {
        given.push(Buffer.alloc(5));
        return given.at(-1);
      },
      callback(size, bytes) {
        assert.ok(given.includes(bytes));
        parts.push(bytes.latin1Slice(0, size));
      },
    },
  });
  other.on('close', mustCall(() => {
    assert.strictEqual(parts.join(''), 'abcdefgh');
    assert.ok(given.length >= 2);
    closed();
  }));
}));
