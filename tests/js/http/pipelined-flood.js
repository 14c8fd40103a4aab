'use strict';
const { mustCall } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const http = require('http');
const net = require('net');

// A client that sends requests without end and reads no answers is not read from any more.
const body = Buffer.alloc(16 * 1024);
let requests = 0;
const server = http.createServer((request, response) => {
  requests++;
  response.end(body);
});

listen(server).then((port) => {
  const flood = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(2000);
  const socket = net.connect(port, '127.0.0.1');
  socket.pause();
  socket.on('error', () => {});
  let writes = 0;
  const write = () => {
    if (++writes < 100 && socket.write(flood)) setImmediate(write);
  };
  socket.on('connect', write);
  let last = -1;
  const timer = setInterval(() => {
    if (requests !== last) {
      last = requests;
      return;
    }
    clearInterval(timer);
    assert.ok(requests > 0 && requests < 20_000, `${requests} requests were taken`);
    socket.on('close', mustCall(() => server.close()));
    socket.destroy();
  }, 100);
});
