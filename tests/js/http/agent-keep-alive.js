'use strict';
const { mustCall } = require('../common');
const { fetchText, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const ports = [];
const server = http.createServer((request, response) => {
  ports.push(request.socket.remotePort);
  response.end('x');
});

(async () => {
  const port = await listen(server);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
  const name = `127.0.0.1:${port}:`;
  assert.strictEqual(agent.getName({ host: '127.0.0.1', port }), name);

  await fetchText({ port, agent });
  await new Promise(setImmediate);
  assert.strictEqual(agent.freeSockets[name].length, 1);
  assert.deepStrictEqual(Object.keys(agent.sockets), []);
  const { response } = await fetchText({ port, agent });
  assert.strictEqual(response.req.reusedSocket, true);
  assert.strictEqual(ports[0], ports[1]);

  // Of four at once two wait.
  const all = [1, 2, 3, 4].map(() => fetchText({ port, agent }));
  assert.strictEqual(agent.requests[name].length, 2);
  await Promise.all(all);
  await new Promise(setImmediate);
  assert.strictEqual(new Set(ports).size, 2);
  assert.strictEqual(agent.freeSockets[name].length, 2);
  assert.strictEqual(agent.totalSocketCount, 2);

  agent.destroy();
  server.close(mustCall());
  process.on('exit', () => assert.strictEqual(agent.totalSocketCount, 0));
})();
