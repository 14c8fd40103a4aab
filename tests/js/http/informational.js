'use strict';
const { mustCall, mustNotCall } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const server = http.createServer(mustNotCall());
server.on('checkContinue', mustCall((request, response) => {
  response.writeProcessing();
  response.writeEarlyHints({ 'link': ['</a.css>; rel=preload; as=style', '</b.js>; rel=preload'], 'x-trace': 'id' });
  assert.throws(() => response.writeEarlyHints({ link: 'bad' }), { code: 'ERR_INVALID_ARG_VALUE' });
  response.writeContinue();
  request.resume();
  request.on('end', () => response.end('ok'));
}));

listen(server).then((port) => {
  const request = http.request({ port, host: '127.0.0.1', method: 'PUT', headers: { 'Expect': '100-continue', 'Content-Length': 2 } });
  const seen = [];
  request.on('information', (info) => seen.push([info.statusCode, info.statusMessage, info.headers]));
  request.on('continue', mustCall(() => request.end('hi')));
  request.on('response', mustCall((response) => {
    assert.strictEqual(response.statusCode, 200);
    assert.deepStrictEqual(seen, [
      [102, 'Processing', {}],
      [103, 'Early Hints', { 'link': '</a.css>; rel=preload; as=style, </b.js>; rel=preload', 'x-trace': 'id' }],
      [100, 'Continue', {}],
    ]);
    response.resume();
    response.on('end', () => server.close());
  }));
});
