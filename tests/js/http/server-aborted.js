'use strict';
const { mustCall, expectsError } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const http = require('http');
const net = require('net');

// The client goes in the middle of its request.
const server = http.createServer(mustCall((request, response) => {
  request.on('aborted', mustCall());
  request.on('error', expectsError({ code: 'ECONNRESET', message: 'aborted' }, 1));
  request.on('close', mustCall(() => {
    assert.strictEqual(request.aborted, true);
    assert.strictEqual(request.destroyed, true);
  }));
  response.on('finish', () => assert.fail('not finished'));
  response.on('close', mustCall(() => {
    assert.strictEqual(response.destroyed, true);
    assert.strictEqual(response.write('x'), false);
    response.end();
    server.close();
  }));
  request.once('data', () => client.destroy());
}));
let client;
listen(server).then((port) => {
  client = net.connect(port, '127.0.0.1', () => client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf'));
});
