'use strict';
const { mustCall } = require('../common');
const { fetchText, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

// An agent with proxyEnv sends its requests to the proxy, whole URLs in them, except to hosts that NO_PROXY names.
(async () => {
  const server = http.createServer(mustCall((request, response) => response.end(`direct ${request.url}`), 5));
  const port = await listen(server);
  const proxy = http.createServer(mustCall((request, response) => {
    assert.strictEqual(request.headers['proxy-authorization'], `Basic ${Buffer.from('user:pass word').toString('base64')}`);
    assert.strictEqual(request.headers['proxy-connection'], 'close');
    response.end(`proxied ${request.url}`);
  }));
  const proxyPort = await listen(proxy);

  const url = `http://user:pass%20word@127.0.0.1:${proxyPort}`;
  const agent = new http.Agent({ proxyEnv: { HTTP_PROXY: url } });
  assert.strictEqual((await fetchText({ port, agent, path: '/a?b' })).body, `proxied http://127.0.0.1:${port}/a?b`);
  for (const NO_PROXY of ['*', '127.0.0.1', `127.0.0.1:${port}`, 'a.example, 127.0.0.0-127.0.0.9', '.0.1']) {
    const bypassing = new http.Agent({ proxyEnv: { HTTP_PROXY: url, NO_PROXY } });
    assert.strictEqual((await fetchText({ port, agent: bypassing, path: '/c' })).body, 'direct /c', NO_PROXY);
  }
  assert.throws(() => new http.Agent({ proxyEnv: { HTTP_PROXY: 'http://' } }), { code: 'ERR_PROXY_INVALID_CONFIG' });
  server.close();
  proxy.close();
})();
