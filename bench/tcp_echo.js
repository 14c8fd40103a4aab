'use strict';

// A server that echoes, in one process with its client: chunks of 16 KB streamed with backpressure, and small messages to and fro.

const net = require('net');
const { measure, until, keep } = require('./common.js');

const kChunk = Buffer.alloc(16 * 1024, 'x');

function stream(port, ops) {
  return until((done) => {
    const client = net.connect(port, '127.0.0.1');
    let left = ops * kChunk.length;
    let toWrite = ops;
    const write = () => {
      while (toWrite > 0) {
        toWrite--;
        if (!client.write(kChunk)) return;
      }
      client.end();
    };
    client.on('connect', write);
    client.on('drain', write);
    client.on('data', (chunk) => { left -= chunk.length; });
    client.on('close', () => done(left === 0 ? null : new Error(`${left} bytes lost`)));
    client.on('error', done);
  });
}

function pingPong(port, ops) {
  return until((done) => {
    const client = net.connect(port, '127.0.0.1');
    let left = ops;
    client.on('connect', () => client.write('ping'));
    client.on('data', (chunk) => {
      keep(chunk.length);
      if (--left > 0) client.write('ping');
      else client.end();
    });
    client.on('close', () => done());
    client.on('error', done);
  });
}

const server = net.createServer((socket) => {
  socket.on('data', (chunk) => {
    if (!socket.write(chunk)) socket.pause();
  });
  socket.on('drain', () => socket.resume());
  socket.on('end', () => socket.end());
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  await measure('tcp echo 16 KB', 4000, (ops) => stream(port, ops));
  await measure('tcp echo 4 bytes', 8000, (ops) => pingPong(port, ops));
  server.close();
});
