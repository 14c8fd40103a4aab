'use strict';
const { mustCall } = require('../common');
const { exchange, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const server = http.createServer(mustCall((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => { body += chunk; });
  request.on('end', mustCall(() => {
    assert.strictEqual(body, 'hello world');
    assert.deepStrictEqual(request.trailers, { 'x-sum': '1, 2' });
    assert.deepStrictEqual(request.trailersDistinct, { 'x-sum': ['1', '2'] });
    assert.deepStrictEqual(request.rawTrailers, ['X-Sum', '1', 'X-Sum', '2']);
    response.writeHead(200, { Trailer: 'X-Check' });
    response.write('first');
    response.write(Buffer.from('second'));
    response.addTrailers({ 'X-Check': 'done' });
    response.end();
  }));
}, 2));

(async () => {
  const port = await listen(server);
  const received = await exchange(port, [
    'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel', 'lo\r\n6;ext="x"\r\n world\r\n0\r\nX-Sum: 1\r\n',
    'X-Sum: 2\r\n\r\n',
  ]);
  assert.match(received, /\r\nTransfer-Encoding: chunked\r\n/);
  assert.ok(received.endsWith('5\r\nfirst\r\n6\r\nsecond\r\n0\r\nX-Check: done\r\n\r\n'), received);

  const request = http.request({ port, host: '127.0.0.1', method: 'POST', headers: { Trailer: 'X-Sum' } }, mustCall((response) => {
    response.resume();
    response.on('end', mustCall(() => {
      assert.deepStrictEqual(response.trailers, { 'x-check': 'done' });
      server.close();
    }));
  }));
  request.write('hello');
  request.addTrailers([['X-Sum', '1'], ['X-Sum', '2']]);
  request.end(' world');
})();
