'use strict';
const { expectsError } = require('../common');
const { fetchText, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

assert.throws(() => new http.Agent({ scheduling: 'random' }), expectsError({ code: 'ERR_INVALID_ARG_VALUE' }));
assert.throws(() => new http.Agent({ maxTotalSockets: 'many' }), expectsError({ code: 'ERR_INVALID_ARG_TYPE' }));
assert.throws(() => new http.Agent({ maxTotalSockets: -1 }), expectsError({ code: 'ERR_OUT_OF_RANGE' }));

async function order(scheduling) {
  const ports = [];
  const waiting = [];
  const server = http.createServer((request, response) => {
    ports.push(request.socket.remotePort);
    if (request.url !== '/together') {
      response.end();
      return;
    }
    waiting.push(response);
    if (waiting.length === 2) for (const each of waiting) each.end();
  });
  const port = await listen(server);
  const agent = new http.Agent({ keepAlive: true, scheduling });
  await Promise.all([fetchText({ port, agent, path: '/together' }), fetchText({ port, agent, path: '/together' })]);
  await new Promise(setImmediate);
  const free = agent.freeSockets[`127.0.0.1:${port}:`].map((socket) => socket.localPort);
  await fetchText({ port, agent });
  agent.destroy();
  server.close();
  return free.indexOf(ports[2]);
}

(async () => {
  assert.strictEqual(await order('fifo'), 0);
  assert.strictEqual(await order('lifo'), 1);
})();
