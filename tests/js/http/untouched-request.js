'use strict';
const { mustCall, mustNotCall } = require('../common');
const { fetchText, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');
const { pipeline, Writable } = require('stream');

// A request without a body behaves as the readable stream that it is, whenever somebody begins to look.
const later = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));
const cases = {
  async '/late-end'(request) {
    await later();
    assert.strictEqual(request.complete, true);
    assert.strictEqual(request.readableEnded, false);
    await new Promise((resolve) => request.on('end', resolve).resume());
    assert.strictEqual(request.readableEnded, true);
  },
  async '/iterate'(request) {
    for await (const chunk of request) assert.fail(String(chunk));
    await later();
    assert.strictEqual(request.destroyed, true);
  },
  async '/pipeline'(request) {
    await new Promise((resolve, reject) => {
      pipeline(request, new Writable({ write: mustNotCall() }), (error) => (error ? reject(error) : resolve()));
    });
  },
  async '/prepend'(request) {
    const closed = new Promise((resolve) => request.prependListener('close', resolve));
    request.resume();
    await closed;
  },
  async '/readable'(request) {
    await later();
    const ended = new Promise((resolve) => request.on('end', resolve));
    request.on('readable', mustNotCall());
    await ended;
    assert.strictEqual(request.read(), null);
  },
  async '/destroy'(request, response) {
    response.on('close', mustCall());
    assert.strictEqual(request.destroyed, false);
    await later();
    request.resume();
    await later();
    assert.strictEqual(request.destroyed, true);
    assert.strictEqual(request.errored, null);
    assert.strictEqual(request.aborted, false);
  },
};
let afterwards;
const server = http.createServer(async (request, response) => {
  if (request.url === '/after') {
    response.end();
    // Nobody reads it; the server has it read to the end.
    afterwards = later(20).then(() => {
      assert.strictEqual(request.readableEnded, true);
      assert.strictEqual(request.destroyed, true);
      assert.strictEqual(request.closed, true);
      request.on('end', mustNotCall());
      request.resume();
      return later();
    });
    return;
  }
  await cases[request.url](request, response);
  response.end('done');
});

(async () => {
  const port = await listen(server);
  for (const path of Object.keys(cases)) assert.strictEqual((await fetchText({ port, path })).body, 'done', path);
  await fetchText({ port, path: '/after' });
  await afterwards;
  server.close();
})();
