'use strict';

// More requests than a pool of workers can hold: some are served, the others are told so at once.

const scope = require('isoscope');
const http = require('http');
const path = require('path');
const { WorkerPool } = require('../exercises/worker-pool/solution/index.js');

const { size, queue, requests, refute } = scope.parameters({ size: 2, queue: 3, requests: 20, refute: false });

// The tasks wait for the gate, so that the pool is as full as it can get, whatever the machine.
const gate = new Int32Array(new SharedArrayBuffer(4));
const pool = new WorkerPool(path.join(__dirname, 'worker.js'), { size, maxQueue: refute ? Infinity : queue });
let arrived = 0;
let mostRunning = 0;
let mostQueued = 0;

const server = http.createServer(async (request, response) => {
  const result = pool.run(gate);
  mostRunning = Math.max(mostRunning, pool.running);
  mostQueued = Math.max(mostQueued, pool.queued);
  if (++arrived === requests) openGate();
  try {
    response.end(String(await result));
  } catch (error) {
    response.writeHead(error.code === 'POOL_FULL' ? 429 : 500, { 'Retry-After': '1' }).end(error.code);
  }
});

let openedAfter = null;
const refusedFirst = [];
function openGate() {
  setImmediate(() => {
    openedAfter = refusedFirst.length;
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
  });
}

function ask(port) {
  return new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1', agent: false }, (response) => {
      if (response.statusCode === 429) refusedFirst.push(response.headers['retry-after']);
      response.resume().on('end', () => resolve(response.statusCode));
    }).on('error', reject);
  });
}

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const codes = await Promise.all(Array.from({ length: requests }, () => ask(port)));
  const served = codes.filter((code) => code === 200).length;
  const refused = codes.filter((code) => code === 429).length;
  console.log(`${requests} requests at once: ${served} served, ${refused} refused; at most ${mostRunning} running and ${mostQueued} queued`);
  scope.expect('as many were served as run and wait', served === size + queue, { served, size, queue });
  scope.expect('all others were refused with 429', refused === requests - size - queue, { refused });
  scope.expect('running never went beyond the size, the queue never beyond its end', mostRunning <= size && mostQueued <= queue,
               { mostRunning, mostQueued });
  scope.expect('a refusal says when to come again', refusedFirst.length > 0 && refusedFirst.every((seconds) => seconds === '1'), { openedAfter });
  const later = await ask(port);
  scope.expect('afterwards there is room again', later === 200 && pool.running === 0 && pool.queued === 0, { later });
  server.close();
  await pool.close();
});
