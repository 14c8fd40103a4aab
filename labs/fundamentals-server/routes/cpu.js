'use strict';

// The same computing on the main thread, in a worker of its own, and in the pool.

const path = require('path');
const { Worker } = require('worker_threads');
const { run } = require('../tasks.js');
const { numberOf } = require('../options.js');

const kWorker = path.join(__dirname, '../worker.js');
const kMostN = 45;
const kMostRows = 2_000_000;

function inWorker(task) {
  return new Promise((resolve, reject) => {
    new Worker(kWorker, { workerData: task }).once('message', resolve).once('error', reject);
  });
}

function sendCsv(response, text) {
  response.writeHead(200, { 'Content-Type': 'text/csv', 'Content-Disposition': 'attachment; filename="report.csv"' });
  response.end(text);
}

module.exports = (pool) => ({
  'GET /cpu/block'(request, response, query) {
    const ms = numberOf(query, 'ms', 800, 60_000);
    const end = performance.now() + ms;
    while (performance.now() < end);
    response.sendJson({ blockedMs: ms });
  },
  async 'GET /cpu/worker'(request, response, query) {
    const n = numberOf(query, 'n', 32, kMostN);
    response.sendJson({ n, result: await inWorker({ task: 'fibonacci', n }) });
  },
  async 'GET /cpu/pool'(request, response, query) {
    const n = numberOf(query, 'n', 32, kMostN);
    try {
      response.sendJson({ n, result: await pool.run({ task: 'fibonacci', n }) });
    } catch (error) {
      if (error.code !== 'POOL_FULL') throw error;
      response.setHeader('Retry-After', '1');
      response.sendJson({ error: 'too many tasks are waiting', running: pool.running, queued: pool.queued }, 429);
    }
  },
  'GET /cpu/pool/status'(request, response) {
    response.sendJson({ running: pool.running, queued: pool.queued, size: pool.size, maxQueue: pool.maxQueue });
  },
  'GET /reports/export/inline'(request, response, query) {
    sendCsv(response, run({ task: 'csv', rows: numberOf(query, 'rows', 200_000, kMostRows) }));
  },
  async 'GET /reports/export/worker'(request, response, query) {
    sendCsv(response, await inWorker({ task: 'csv', rows: numberOf(query, 'rows', 200_000, kMostRows) }));
  },
});
