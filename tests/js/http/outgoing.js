'use strict';
const { mustCall, expectsError } = require('../common');
const { exchange, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

const handlers = {
  '/length'(response) {
    response.strictContentLength = true;
    response.writeHead(200, { 'Content-Length': 5 });
    assert.throws(() => response.write('too long'), { code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' });
    assert.throws(() => response.end('abc'), { code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' });
    response.end('12345');
  },
  '/after-end'(response) {
    response.end('x', mustCall());
    assert.strictEqual(response.writableEnded, true);
    response.on('error', expectsError({ code: 'ERR_STREAM_WRITE_AFTER_END' }, 1));
    assert.strictEqual(response.write('more', expectsError({ code: 'ERR_STREAM_WRITE_AFTER_END' }, 1)), false);
    response.on('finish', mustCall(() => response.end(expectsError({ code: 'ERR_STREAM_ALREADY_FINISHED' }, 1))));
  },
  '/corked'(response) {
    response.writeHead(200);
    response.flushHeaders();
    response.cork();
    response.write('a');
    response.write('b', mustCall());
    assert.strictEqual(response.writableCorked, 1);
    response.uncork();
    response.end('c');
  },
  '/no-content'(response) {
    response.writeHead(204);
    response.write('ignored', mustCall());
    response.end();
  },
  '/head-list'(response) {
    response.setHeader('X-A', 'first');
    response.writeHead(200, ['X-A', '1', 'X-A', '2', 'Content-Length', '0']);
    assert.throws(() => response.writeHead(200), { code: 'ERR_HTTP_HEADERS_SENT' });
    response.end();
  },
  '/removed'(response) {
    for (const name of ['Connection', 'Content-Length', 'Transfer-Encoding', 'Date']) response.removeHeader(name);
    response.end('to the end');
  },
  '/bad-status'(response) {
    assert.throws(() => response.writeHead(99), { code: 'ERR_HTTP_INVALID_STATUS_CODE' });
    response.statusMessage = 'a\nb';
    assert.throws(() => response.writeHead(200), { code: 'ERR_INVALID_CHAR' });
    response.statusMessage = 'Fine';
    response.end();
  },
  '/trailer-without-chunks'(response) {
    assert.throws(() => response.writeHead(200, { 'Trailer': 'a', 'Content-Length': 1 }), { code: 'ERR_HTTP_TRAILER_INVALID' });
    response.destroy();
  },
};
const expected = {
  '/length': /\r\nContent-Length: 5\r\n[^]*\r\n\r\n12345$/,
  '/after-end': /\r\n\r\nx$/,
  '/corked': /\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n$/,
  '/no-content': /^HTTP\/1\.1 204 No Content\r\nDate: [^\r]*\r\nConnection: close\r\n\r\n$/,
  '/head-list': /^HTTP\/1\.1 200 OK\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 0\r\nDate/,
  '/removed': /^HTTP\/1\.1 200 OK\r\n\r\nto the end$/,
  '/bad-status': /^HTTP\/1\.1 200 Fine\r\n/,
  '/trailer-without-chunks': /^$/,
};

const server = http.createServer((request, response) => handlers[request.url](response));
(async () => {
  const port = await listen(server);
  for (const path of Object.keys(handlers)) {
    const received = await exchange(port, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    assert.match(received, expected[path], path);
  }
  server.close();

  const strict = http.createServer({ rejectNonStandardBodyWrites: true }, mustCall((request, response) => {
    assert.throws(() => response.end('body'), { code: 'ERR_HTTP_BODY_NOT_ALLOWED' });
    response.socket.destroy();
  }));
  await exchange(await listen(strict), 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
  strict.close();
})();
