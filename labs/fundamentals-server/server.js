'use strict';

// Routes are data: path -> handler(request, response, query). What a handler throws or rejects with becomes a 500 with its message.

const http = require('http');
const fs = require('fs');
const path = require('path');

const { parse } = require('./options.js');
const { createMetrics } = require('./metrics.js');
const { WorkerPool } = require('../exercises/worker-pool/solution/index.js');

const options = parse(process.argv.slice(2), { port: 4000, pool: 2, queue: 8 });
const pool = new WorkerPool(path.join(__dirname, 'worker.js'), { size: options.pool, maxQueue: options.queue });
const metrics = createMetrics(pool);

const page = (file, type) => (request, response) => {
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Security-Policy', "default-src 'self'");
  fs.createReadStream(path.join(__dirname, file)).pipe(response);
};

const routes = {
  'GET /': page('page.html', 'text/html; charset=utf-8'),
  'GET /page.js': page('page.js', 'text/javascript; charset=utf-8'),
  'GET /page.css': page('page.css', 'text/css; charset=utf-8'),
  'GET /health': (request, response) => sendJson(response, { ok: true }),
  'GET /metrics/snapshot': (request, response) => sendJson(response, metrics.snapshot()),
  'GET /metrics/history': (request, response) => sendJson(response, metrics.history()),
  ...require('./routes/files.js'),
  ...require('./routes/memory.js'),
  ...require('./routes/cpu.js')(pool),
};

function sendJson(response, value, status = 200) {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const route = routes[`${request.method} ${url.pathname}`];
  if (route === undefined) return sendJson(response, { error: `no ${request.method} ${url.pathname}` }, 404);
  response.sendJson = (value, status) => sendJson(response, value, status);
  try {
    await route(request, response, url.searchParams);
  } catch (error) {
    if (response.headersSent) response.destroy(error);
    else sendJson(response, { error: error.message, code: error.code }, error.status ?? 500);
  }
});

server.listen(options.port, '127.0.0.1', () => console.log(`Fundamentals server on http://127.0.0.1:${server.address().port}/`));

// The end: no new connections, those at work finish, then the workers go.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    metrics.close();
    server.close(() => pool.close());
    server.closeIdleConnections();
  });
}
