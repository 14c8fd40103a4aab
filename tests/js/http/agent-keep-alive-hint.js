'use strict';
require('../common');
const { fetchText, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

// How long a free socket waits follows what the server says.
async function timeoutOf(hint, options) {
  const server = http.createServer((request, response) => {
    if (hint !== undefined) response.setHeader('Keep-Alive', hint);
    response.end();
  });
  server.keepAliveTimeout = 0;
  const port = await listen(server);
  const agent = new http.Agent({ keepAlive: true, ...options });
  await fetchText({ port, agent });
  await new Promise(setImmediate);
  const timeout = agent.freeSockets[`127.0.0.1:${port}:`]?.[0].timeout;
  agent.destroy();
  server.close();
  return timeout;
}

(async () => {
  assert.strictEqual(await timeoutOf(undefined, { timeout: 5000 }), 5000);
  assert.strictEqual(await timeoutOf('timeout=3', { timeout: 5000 }), 2000);
  assert.strictEqual(await timeoutOf('timeout=9', { timeout: 5000 }), 5000);
  assert.strictEqual(await timeoutOf('timeout=3', { timeout: 5000, agentKeepAliveTimeoutBuffer: 500 }), 2500);
  assert.strictEqual(await timeoutOf('timeout=1', { timeout: 5000 }), undefined);  // Too short to be of use.
})();
