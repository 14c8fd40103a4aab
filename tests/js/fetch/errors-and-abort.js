'use strict';
const { mustCall } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

(async () => {
  const server = http.createServer((request, response) => {
    if (request.url === '/hangup') request.socket.destroy();
    if (request.url === '/half') {
      response.writeHead(200, { 'Content-Length': 10 });
      response.write('half');
      setTimeout(() => response.destroy(), 10);
    }
    if (request.url === '/wait') {
      request.on('close', waited);
      controller.abort();
    }
  });
  const waited = mustCall();
  const controller = new AbortController();
  const base = `http://127.0.0.1:${await listen(server)}`;

  await assert.rejects(fetch('not a url'), { name: 'TypeError' });
  await assert.rejects(fetch(`${base}/hangup`), (error) => {
    assert.strictEqual(error.message, 'fetch failed');
    assert.strictEqual(error.cause.code, 'UND_ERR_SOCKET');
    return error instanceof TypeError;
  });
  const half = await fetch(`${base}/half`);
  await assert.rejects(half.text(), { name: 'TypeError', message: 'terminated' });
  await assert.rejects(fetch(`${base}/wait`, { signal: controller.signal }), { name: 'AbortError' });
  await assert.rejects(fetch(`${base}/silent`, { signal: AbortSignal.timeout(30) }), { name: 'TimeoutError' });
  await assert.rejects(fetch(base, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  server.close();
  server.closeAllConnections();
})();
