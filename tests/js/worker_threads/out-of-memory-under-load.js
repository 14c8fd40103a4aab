'use strict';

// A process that serves requests goes on serving while its workers run out of memory, one after the other.

const assert = require('assert');
const http = require('http');
const { Worker } = require('worker_threads');

const kWorkers = Number(process.env.OOM_WORKERS ?? 3);
const resourceLimits = { maxOldGenerationSizeMb: 12, maxYoungGenerationSizeMb: 2 };

function exhaust() {
  return new Promise((resolve) => {
    const worker = new Worker('const all = []; while (true) all.push({ a: [] });', { eval: true, resourceLimits });
    let seen;
    worker.on('error', (error) => { seen = error.code; });
    worker.on('exit', (code) => resolve([seen, code]));
  });
}

const server = http.createServer((request, response) => response.end(request.url)).listen(0, '127.0.0.1', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  const { port } = server.address();
  let serving = true;
  let served = 0;
  const ask = (lane) => new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1', agent, path: `/${lane}/${served}` }, (response) => {
      const { path } = response.req;
      response.setEncoding('utf8').on('data', (text) => assert.strictEqual(text, path)).on('end', resolve).on('error', reject);
    }).on('error', reject);
  });
  const lanes = Array.from({ length: 4 }, async (_, lane) => {
    for (; serving; served++) await ask(lane);
  });
  for (let i = 0; i < kWorkers; i++) {
    const before = served;
    assert.deepStrictEqual(await exhaust(), ['ERR_WORKER_OUT_OF_MEMORY', 1]);
    await ask('after');
    served++;
    assert.ok(served > before);
  }
  serving = false;
  await Promise.all(lanes);
  agent.destroy();
  server.close();
  if (process.env.OOM_WORKERS) console.log(`${kWorkers} workers, ${served} requests`);
});
