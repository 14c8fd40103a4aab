'use strict';
const { mustCall } = require('../common');
const { fetchText, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');
const { Duplex } = require('stream');
const util = require('util');

class MyRequest extends http.IncomingMessage {
  get first() { return this.url.split('/')[1]; }
}
function MyResponse(request, options) {
  http.ServerResponse.call(this, request, options);
}
util.inherits(MyResponse, http.ServerResponse);
MyResponse.prototype.json = function(value) { this.end(JSON.stringify(value)); };

const server = new http.Server({ IncomingMessage: MyRequest, ServerResponse: MyResponse }, mustCall((request, response) => {
  assert.ok(request instanceof MyRequest && response instanceof MyResponse);
  response.json({ first: request.first });
}));

(async () => {
  const port = await listen(server);
  assert.strictEqual((await fetchText({ port, path: '/one/two' })).body, '{"first":"one"}');
  server.close();

  // A response on a stream of one's own, as test tools inject requests.
  const response = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1, headers: {} });
  let text = '';
  const socket = new Duplex({
    read() {},
    write(chunk, encoding, callback) {
      text += chunk;
      callback();
    },
  });
  response.assignSocket(socket);
  assert.throws(() => response.assignSocket(socket), { code: 'ERR_HTTP_SOCKET_ASSIGNED' });
  response.on('close', mustCall());
  response.on('finish', mustCall(() => {
    assert.match(text, /^HTTP\/1\.1 200 OK\r\n[^]*injected$/);
    socket.destroy();
  }));
  response.end('injected');

  // An HTTP server over any stream.
  const second = http.createServer((request, reply) => reply.end('through a pair'));
  const [near, far] = require('stream').duplexPair();
  second.emit('connection', far);
  near.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  near.setEncoding('utf8');
  let received = '';
  near.on('data', (chunk) => { received += chunk; });
  near.on('end', mustCall(() => assert.match(received, /through a pair$/)));
})();
