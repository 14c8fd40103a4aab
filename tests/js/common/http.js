'use strict';

// Raw HTTP for tests: a server on a free port, and what it says to bytes.

const net = require('net');

// Resolves with the port.
function listen(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

// Sends `pieces`, a turn of the loop between them, and resolves with all that came until the server closed; `end` half-closes after the last.
function exchange(port, pieces, { end = false } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => { received += chunk; });
    socket.on('error', (error) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(received);
      else reject(error);
    });
    socket.on('close', () => resolve(received));
    const rest = [].concat(pieces);
    const next = () => {
      if (socket.destroyed) return;
      if (rest.length > 0) socket.write(rest.shift(), 'latin1', () => setImmediate(next));
      else if (end) socket.end();
    };
    socket.on('connect', next);
  });
}

// Resolves with { status, headers, body, response }.
function fetchText(options, body) {
  const http = require('http');
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text, response }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

module.exports = { exchange, fetchText, listen };
