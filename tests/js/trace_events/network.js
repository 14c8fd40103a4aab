'use strict';

// Categories node.http, node.net.native and node.dns.native: a request from its start to its end, with what it was.

const assert = require('assert');
const { tmpdir } = require('../common');
const { runTraced } = require('../common/trace');

const code = `
  const http = require('http');
  const server = http.createServer((request, response) => response.end()).listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    http.get({ host: '127.0.0.1', port, path: '/path' }, (response) => response.resume().on('end', () => server.close()));
  });
  require('dns').lookup('localhost', () => {});`;
const { events } = runTraced(['--trace-event-categories', 'node.http,node.net.native,node.dns.native', '-e', code], tmpdir());
const pair = (name) => {
  const [begin, end, ...more] = events.filter((event) => event.name === name);
  assert.deepStrictEqual([begin.ph, end.ph, begin.id === end.id, more.length], ['b', 'e', true, 0], name);
  return [begin.args, end.args];
};
assert.deepStrictEqual(pair('http.client.request')[1], { data: { path: '/path', statusCode: 200 } });
assert.deepStrictEqual(pair('http.server.request')[1], { data: { url: '/path', statusCode: 200 } });
const [connect, connected] = pair('connect');
assert.strictEqual(connect.ip, '127.0.0.1');
assert.deepStrictEqual(connected, { status: 0 });
assert.strictEqual(pair('lookup')[0].hostname, 'localhost');
