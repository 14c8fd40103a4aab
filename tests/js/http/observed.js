'use strict';
const { mustCall } = require('../common');
const { fetchText, listen } = require('../common/http');
const assert = require('assert');
const asyncHooks = require('async_hooks');
const diagnosticsChannel = require('diagnostics_channel');
const http = require('http');
const { PerformanceObserver } = require('perf_hooks');

const told = [];
for (const name of [
  'http.client.request.created', 'http.client.request.start', 'http.client.response.finish', 'http.server.request.start',
  'http.server.response.created', 'http.server.response.finish',
]) {
  diagnosticsChannel.subscribe(name, (message) => {
    assert.ok(message.request !== undefined);
    told.push(name);
  });
}
diagnosticsChannel.subscribe('http.client.request.error', mustCall(({ error }) => assert.strictEqual(error.code, 'ECONNREFUSED')));

const types = new Set();
const hook = asyncHooks.createHook({ init(id, type) { types.add(type); } }).enable();

const entries = [];
const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
observer.observe({ entryTypes: ['http'] });

const server = http.createServer((request, response) => response.end('x'));
(async () => {
  const port = await listen(server);
  await fetchText({ port, path: '/seen' });
  await fetchText({ port: 1 }).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 10));
  hook.disable();
  server.close();
  assert.deepStrictEqual(told.slice(0, 6).sort(), [
    'http.client.request.created', 'http.client.request.start', 'http.client.response.finish', 'http.server.request.start',
    'http.server.response.created', 'http.server.response.finish',
  ]);
  assert.ok(types.has('HTTPINCOMINGMESSAGE') && types.has('HTTPCLIENTREQUEST'));
  const { name, entryType, detail } = entries.find((entry) => entry.name === 'HttpRequest');
  assert.strictEqual(entryType, 'http');
  assert.deepStrictEqual([name, detail.req.method, detail.req.url, detail.res.statusCode], ['HttpRequest', 'GET', '/seen', 200]);
  const client = entries.find((entry) => entry.name === 'HttpClient');
  assert.strictEqual(client.detail.req.url, 'http://127.0.0.1/seen');
  assert.ok(client.duration >= 0);
})();
