'use strict';

// The same requests with and without keeping connections.

const scope = require('isoscope');
const http = require('http');

const { requests, refute } = scope.parameters({ requests: 50, refute: false });

let accepted = 0;
const server = http.createServer((request, response) => response.end('ok'));
server.on('connection', () => accepted++);

function get(agent) {
  return new Promise((resolve, reject) => {
    http.get({ host: '127.0.0.1', port: server.address().port, agent }, (response) => response.resume().on('end', resolve)).on('error', reject);
  });
}

async function connectionsFor(agent) {
  accepted = 0;
  for (let i = 0; i < requests; i++) {
    await get(agent);
    await new Promise((resolve) => setImmediate(resolve));  // The socket goes back when the response has ended.
  }
  agent.destroy();
  return accepted;
}

server.listen(0, '127.0.0.1', async () => {
  const without = await connectionsFor(new http.Agent({ keepAlive: false }));
  const kept = await connectionsFor(new http.Agent({ keepAlive: !refute }));
  server.close();
  console.log(`${requests} requests: ${without} connections without keeping, ${kept} with`);
  scope.expect('without, each request has its own connection', without === requests, { without });
  scope.expect('with, two are enough', kept <= 2, { kept });
});
