'use strict';

// Reads of few bytes give each its own Buffer, whose memory nothing else uses, like large ones.

const assert = require('assert');
const net = require('net');

const kSizes = [1, 2, 63, 64, 65, 66, 128, 4096, 33000, 1];

const server = net.createServer((socket) => {
  socket.setNoDelay(true);
  let next = 0;
  // One size after the other: the client answers each with a byte.
  const send = () => {
    if (next === kSizes.length) socket.end();
    else socket.write(Buffer.alloc(kSizes[next], next++ + 1));
  };
  socket.on('data', send);
  send();
}).listen(0, '127.0.0.1', () => {
  const kept = [];
  let expected = 0;
  let got = 0;
  const client = net.connect(server.address().port, '127.0.0.1');
  client.on('data', (chunk) => {
    assert.ok(Buffer.isBuffer(chunk));
    assert.strictEqual(chunk.byteOffset, 0);
    assert.strictEqual(chunk.buffer.byteLength, chunk.length);
    for (const byte of chunk) assert.strictEqual(byte, expected + 1);
    kept.push({ chunk, value: expected + 1 });
    got += chunk.length;
    if (got < kSizes[expected]) return;
    got = 0;
    expected++;
    // Written back as it came: a small array's bytes are where V8 keeps its objects.
    client.write(chunk.subarray(0, 1));
  });
  client.on('end', () => {
    assert.strictEqual(expected, kSizes.length);
    const memories = new Set(kept.map(({ chunk }) => chunk.buffer));
    assert.strictEqual(memories.size, kept.length);
    for (const { chunk, value } of kept) assert.ok(chunk.every((byte) => byte === value));
    assert.strictEqual(client.bytesRead, kSizes.reduce((sum, size) => sum + size, 0));
    server.close();
    client.end();
    console.log('ok');
  });
});
