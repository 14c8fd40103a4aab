'use strict';
require('../common');
const { fetchText, listen } = require('../common/http');
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const http = require('http');

// Each response is heard where its request was made, though they share one connection; each request listener is on its own.
const storage = new AsyncLocalStorage();
const server = http.createServer((request, response) => {
  assert.strictEqual(storage.getStore(), undefined);
  storage.run(request.url, () => setImmediate(() => response.end(storage.getStore())));
});

(async () => {
  const port = await listen(server);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  await Promise.all(['/a', '/b', '/c'].map((path) => storage.run(path, async () => {
    const { body, response } = await new Promise((resolve, reject) => {
      http.get({ port, host: '127.0.0.1', agent, path }, (incoming) => {
        assert.strictEqual(storage.getStore(), path);
        let text = '';
        incoming.on('data', (chunk) => {
          assert.strictEqual(storage.getStore(), path);
          text += chunk;
        });
        incoming.on('end', () => resolve({ body: text, response: incoming }));
      }).on('error', reject);
    });
    assert.strictEqual(body, path);
    assert.strictEqual(response.statusCode, 200);
  })));
  await fetchText({ port, agent });
  agent.destroy();
  server.close();
})();
