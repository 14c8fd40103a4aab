'use strict';

// Strings in every encoding and buffers arrive whole and in order, through writes, corked writes and a last chunk; both sides count the bytes.
const assert = require('assert');
const net = require('net');
const { mustCall } = require('../common');

const server = net.createServer(mustCall((socket) => { socket.pipe(socket); }));
server.listen(0, '127.0.0.1', mustCall(() => {
  const { address, family, port } = server.address();
  assert.deepStrictEqual([address, family], ['127.0.0.1', 'IPv4']);
  const client = net.connect(port, '127.0.0.1');
  const expected = Buffer.concat([
    Buffer.from('utf8 \u20ac;'), Buffer.from('latin1 \xe9;', 'latin1'), Buffer.from('ucs2;', 'utf16le'), Buffer.from('ff00', 'hex'),
    Buffer.from('one'), Buffer.from('two\xe9', 'latin1'), Buffer.from('three'), Buffer.alloc(300000, 'x'), Buffer.from('y'.repeat(300000)),
  ]);
  client.write('utf8 \u20ac;');
  client.write('latin1 \xe9;', 'latin1');
  client.write('ucs2;', 'ucs2');
  client.write('ff00', 'hex');
  client.cork();
  client.write('one');
  client.write('two\xe9', 'latin1');
  client.write(Buffer.from('three'));
  client.uncork();
  client.write(Buffer.alloc(300000, 'x'));
  client.end('y'.repeat(300000));
  const chunks = [];
  client.on('data', (chunk) => chunks.push(chunk));
  client.on('end', mustCall(() => {
    assert.ok(Buffer.concat(chunks).equals(expected));
  }));
  client.on('close', mustCall((hadError) => {
    assert.strictEqual(hadError, false);
    assert.strictEqual(client.bytesRead, expected.length);
    assert.strictEqual(client.bytesWritten, expected.length);
    server.close(mustCall());
  }));
}));
