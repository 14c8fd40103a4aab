'use strict';
const { mustCall, mustNotCall, expectsError } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const http = require('http');
const net = require('net');

// How requests end that do not end well: the order of their events.
function watch(request) {
  const events = [];
  for (const event of ['abort', 'response', 'error', 'close', 'timeout']) {
    request.on(event, (value) => events.push(event === 'error' ? value.code ?? value.message : event));
  }
  return new Promise((resolve) => request.on('close', () => setImmediate(resolve, events)));
}

(async () => {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (data) => {
      const text = data.toString();
      if (text.includes('/hangup')) socket.end();
      else if (text.includes('/half')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
      else if (text.includes('/garbage')) socket.end('garbage\r\n\r\n');
      else if (text.includes('/twice')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny');
    });
  });
  const port = await listen(server);
  const start = (path, options) => http.get({ port, host: '127.0.0.1', path, agent: false, ...options });

  assert.deepStrictEqual(await watch(start('/hangup')), ['ECONNRESET', 'close']);
  assert.deepStrictEqual(await watch(start('/garbage')), ['HPE_INVALID_CONSTANT', 'close']);

  const half = start('/half');
  half.on('response', mustCall((response) => {
    response.resume();
    response.on('aborted', mustCall());
    response.on('error', expectsError({ code: 'ECONNRESET', message: 'aborted' }, 1));
    response.on('end', mustNotCall());
    response.on('close', mustCall(() => assert.strictEqual(response.complete, false)));
  }));
  assert.deepStrictEqual(await watch(half), ['response', 'close']);

  const aborted = start('/wait');
  const events = watch(aborted);
  setTimeout(() => aborted.abort(), 10);
  assert.deepStrictEqual(await events, ['abort', 'ECONNRESET', 'close']);
  assert.strictEqual(aborted.aborted, true);

  const destroyed = start('/wait');
  const destroyedEvents = watch(destroyed);
  destroyed.destroy(new Error('mine'));
  assert.deepStrictEqual(await destroyedEvents, ['mine', 'close']);

  const controller = new AbortController();
  const signalled = start('/wait', { signal: controller.signal });
  const signalledEvents = watch(signalled);
  setTimeout(() => controller.abort(), 10);
  assert.deepStrictEqual(await signalledEvents, ['ABORT_ERR', 'close']);

  const timed = start('/wait', { timeout: 20 });
  timed.on('timeout', mustCall(() => timed.destroy()));
  assert.deepStrictEqual(await watch(timed), ['timeout', 'ECONNRESET', 'close']);

  const refused = http.get({ port: 1, host: '127.0.0.1' });
  assert.deepStrictEqual(await watch(refused), ['ECONNREFUSED', 'close']);
  server.close();
})();
