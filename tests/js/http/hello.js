'use strict';
const { mustCall, mustSucceed } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const server = http.createServer(mustCall((request, response) => {
  assert.strictEqual(request.method, 'POST');
  assert.strictEqual(request.url, '/path?query=1');
  assert.strictEqual(request.httpVersion, '1.1');
  assert.strictEqual(request.complete, false);
  assert.strictEqual(request.headers['x-name'], 'value');
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', mustCall(() => {
    assert.strictEqual(request.complete, true);
    assert.strictEqual(Buffer.concat(chunks).toString(), 'the body');
    response.setHeader('X-Reply', 'yes');
    response.writeHead(201, 'Made', { 'Content-Type': 'text/plain' });
    assert.strictEqual(response.headersSent, true);
    response.end('answer');
  }));
}));

listen(server).then((port) => {
  const request = http.request({ port, host: '127.0.0.1', path: '/path?query=1', method: 'post', headers: { 'X-Name': 'value' } });
  assert.strictEqual(request.method, 'POST');
  request.on('response', mustCall((response) => {
    assert.strictEqual(response.statusCode, 201);
    assert.strictEqual(response.statusMessage, 'Made');
    assert.strictEqual(response.headers['x-reply'], 'yes');
    assert.strictEqual(response.headers['transfer-encoding'], 'chunked');
    assert.strictEqual(response.headers.connection, 'keep-alive');
    assert.strictEqual(response.headers['keep-alive'], 'timeout=5');
    assert.match(response.headers.date, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk) => { text += chunk; });
    response.on('end', mustCall(() => {
      assert.strictEqual(text, 'answer');
      server.close(mustSucceed());
    }));
  }));
  request.write('the ');
  request.end('body');
});
