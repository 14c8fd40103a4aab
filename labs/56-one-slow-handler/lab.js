'use strict';

// A fast request beside a slow handler.

const scope = require('isoscope');
const http = require('http');
const { Worker } = require('worker_threads');

const { ms, refute } = scope.parameters({ ms: 200, refute: false });

const asked = new Int32Array(new SharedArrayBuffer(4));  // 1: the fast request is on its way.
const spin = (duration) => { for (const end = performance.now() + duration; performance.now() < end;); };

const server = http.createServer((request, response) => {
  if (request.url === '/fast') return response.end('fast');
  if (refute) return setTimeout(() => response.end('slow'), ms);
  for (const end = performance.now() + 20_000; Atomics.load(asked, 0) === 0 && performance.now() < end;);
  spin(ms);
  response.end('slow');
});

// The client is another thread: it must not be blocked by what it measures.
const client = `
  const http = require('http');
  const { parentPort, workerData: { port, asked } } = require('worker_threads');
  const get = (path, connected = () => {}) => new Promise((resolve, reject) => {
    const start = performance.now();
    http.get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume().on('end', () => resolve(performance.now() - start));
    }).on('error', reject).on('socket', (socket) => socket.on('connect', connected));
  });
  (async () => {
    await get('/fast');
    const alone = await get('/fast');
    let slow;
    await new Promise((resolve) => { slow = get('/slow', resolve); });
    const beside = await get('/fast', () => Atomics.store(asked, 0, 1));  // The kernel accepts it; the server does not get to.
    parentPort.postMessage({ alone, beside, slow: await slow });
  })();
`;

server.listen(0, '127.0.0.1', () => {
  new Worker(client, { eval: true, workerData: { port: server.address().port, asked } }).on('message', ({ alone, beside, slow }) => {
    server.close();
    const longest = Math.max(...scope.history({ kinds: ['callback'] }).items.map((callback) => callback.durationUs));
    console.log(`fast alone ${alone.toFixed(1)} ms, beside the slow one ${beside.toFixed(1)} ms; the slow one ${slow.toFixed(1)} ms`);
    scope.expect('the slow handler is one long callback', longest >= ms * 1000, { longest });
    scope.expect('the fast request had to wait for it', beside >= ms * 0.9, { beside, alone });
    scope.expect('both were answered', slow >= ms && beside > 0);
  });
});
