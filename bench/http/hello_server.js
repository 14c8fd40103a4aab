'use strict';

// Answers as little as one can, and on /json with parsed and serialized data. Prints its port.

const http = require('http');

const server = http.createServer((request, response) => {
  if (request.url.startsWith('/json')) {
    const url = new URL(request.url, 'http://localhost');
    const body = JSON.stringify({ path: url.pathname, query: Object.fromEntries(url.searchParams), at: 1700000000, list: [1, 2, 3, 4] });
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
    return;
  }
  response.end('hello');
});
if (process.env.KEEP_ALIVE_MS) server.keepAliveTimeout = Number(process.env.KEEP_ALIVE_MS);
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => console.log(server.address().port));
