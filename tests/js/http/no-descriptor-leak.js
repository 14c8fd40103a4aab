'use strict';

// Requests of every kind, good and bad, leave no descriptor behind. LEAK_ROUNDS=2500 is the full run: 100,000 requests.

require('../common');
const { exchange, fetchText, listen } = require('../common/http');
const assert = require('assert');
const fs = require('fs');
const http = require('http');

const kRounds = Number(process.env.LEAK_ROUNDS ?? 20);
const descriptors = () => fs.readdirSync('/proc/self/fd').length;

(async () => {
  const server = http.createServer((request, response) => {
    if (request.url === '/destroy') request.socket.destroy();
    else response.end('x');
  });
  const port = await listen(server);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  await fetchText({ port, agent });
  const before = descriptors();
  for (let round = 0; round < kRounds; round++) {
    const all = [];
    for (let i = 0; i < 10; i++) {
      all.push(fetchText({ port, agent: false }), fetchText({ port, agent }), exchange(port, 'broken\r\n\r\n'));
      all.push(fetchText({ port, agent: false, path: '/destroy' }).catch((error) => assert.strictEqual(error.code, 'ECONNRESET')));
    }
    await Promise.all(all);
  }
  agent.destroy();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(descriptors() <= before + 1, `${before} descriptors before, ${descriptors()} afterwards`);
  server.close();
})();
