// Not-under: asan, which keeps freed memory for a while
'use strict';

// Eight hundred keep-alive connections of another process, each after one request: each takes its share of the 400 MB that ten thousand may, 40 KB
// at most. (A thousand would not do under a limit of 1,024 descriptors.) All of them
// are alive afterwards. The whole: python3 -m bench.lib.idle_connections.

const { mustCall } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const { fork } = require('child_process');
const http = require('http');
const net = require('net');

const kConnections = 800;
const kBytesEach = 40_000;
const kAtATime = 50;  // Less than any backlog of connections that wait to be accepted.
const request = 'GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n';

function memory() {
  globalThis.gc();
  return process.memoryUsage.rss();
}

async function serve() {
  const server = http.createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }, (request, response) => response.end('hello'));
  process.send({ port: await listen(server) });
  process.on('message', () => {
    server.getConnections((error, connections) => process.send({ error, connections, resident: memory() }));
  });
  process.on('disconnect', () => process.exit());
}

function exchange(socket) {
  return new Promise((resolve, reject) => {
    socket.once('data', (chunk) => resolve(chunk.toString('latin1')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
    socket.write(request);
  });
}

async function measure() {
  const server = fork(__filename, ['serve'], { execArgv: ['--expose-gc'] });
  const answer = () => new Promise((resolve) => server.once('message', resolve));
  const ask = () => {
    server.send('measure');
    return answer();
  };
  const { port } = await answer();
  const sockets = [];
  const connect = async () => {
    const socket = net.connect(port, '127.0.0.1');
    sockets.push(socket);
    assert.match(await exchange(socket), /^HTTP\/1\.1 200 OK\r\n/);
  };
  await connect();
  const before = await ask();
  while (sockets.length < kConnections) await Promise.all(Array.from({ length: Math.min(kAtATime, kConnections - sockets.length) }, connect));
  const { connections, resident } = await ask();
  assert.strictEqual(connections, kConnections);
  const each = (resident - before.resident) / kConnections;
  assert.ok(each < kBytesEach, `${each} bytes a connection`);
  for (let i = 0; i < kConnections; i += kAtATime) {
    for (const text of await Promise.all(sockets.slice(i, i + kAtATime).map(exchange))) assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
  }
  assert.strictEqual((await ask()).connections, kConnections);
  for (const socket of sockets) socket.destroy();
  server.disconnect();
}

if (process.argv[2] === 'serve') serve();
else measure().then(mustCall());
