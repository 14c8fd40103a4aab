'use strict';

// Connections that are accepted and closed, sixteen at a time.

const net = require('net');
const { measure, until } = require('./common.js');

const kAtOnce = 16;
const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  await measure('tcp connect', 2000, (ops) => until((done) => {
    let started = 0;
    let left = ops;
    const connect = () => {
      if (started++ >= ops) return;
      const client = net.connect(port, '127.0.0.1');
      client.resume();
      client.on('error', done);
      client.on('close', () => {
        if (--left === 0) done();
        else connect();
      });
    };
    for (let i = 0; i < kAtOnce; i++) connect();
  }));
  server.close();
});
