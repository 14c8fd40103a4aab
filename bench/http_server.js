'use strict';

// A server that answers 'hello' to eight connections of the same process, kept alive. The client is a plain socket, so that most of the time is the
// server's.

const http = require('http');
const net = require('net');
const { measure, until, keep } = require('./common.js');

const kConnections = 8;
const kRequest = 'GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n';

// Answers are of one length: `Date` is.
function ask(port, ops) {
  return until((done) => {
    const client = net.connect(port, '127.0.0.1');
    let left = ops;
    let length = 0;
    let got = 0;
    client.on('connect', () => client.write(kRequest));
    client.on('data', (chunk) => {
      got += chunk.length;
      if (length === 0 && chunk.toString('latin1').endsWith('\r\n\r\nhello')) length = got;
      if (length === 0 || got < length) return;
      got -= length;
      keep(got);
      if (--left > 0) client.write(kRequest);
      else client.end();
    });
    client.on('close', () => done(left === 0 ? null : new Error(`${left} answers are missing`)));
    client.on('error', done);
  });
}

const server = http.createServer((request, response) => {
  response.setHeader('Content-Type', 'text/plain');
  response.end('hello');
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  await measure('http hello', 4000, (ops) => {
    const connections = Array.from({ length: kConnections }, () => ask(port, ops / kConnections));
    return Promise.all(connections).then(() => {});
  });
  server.close();
});
