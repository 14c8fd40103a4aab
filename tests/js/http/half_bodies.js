'use strict';

// A body that is cut short, either way and by whatever, is never a file that was written: pipeline() fails, and tells why.

const { exchange, listen } = require('../common/http');
const { mustCall, mustNotCall } = require('../common');
const assert = require('assert');
const fs = require('fs');
const http = require('http');
const net = require('net');
const os = require('os');
const path = require('path');
const { pipeline } = require('stream/promises');
const zlib = require('zlib');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'half-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const kHalf = 'half of it';
const file = path.join(folder, 'file');
// A file that must never be finished, and has the half that came when it was closed.
const unfinished = () => fs.createWriteStream(file).on('finish', mustNotCall('finished'));

async function downloads() {
  const zipped = zlib.gzipSync(Buffer.alloc(10000, 'abcdefg'));
  const answers = {
    length: [`Content-Length: 20\r\n\r\n${kHalf}`, 'end'],
    chunk: [`Transfer-Encoding: chunked\r\n\r\n14\r\n${kHalf}`, 'end'],
    chunks: [`Transfer-Encoding: chunked\r\n\r\na\r\n${kHalf}\r\n`, 'end'],
    garbage: [`Transfer-Encoding: chunked\r\n\r\na\r\n${kHalf}\r\nzz\r\n`, 'write', 'HPE_INVALID_CHUNK_SIZE'],
    reset: [`Content-Length: 20\r\n\r\n${kHalf}`, 'write'],
  };
  let answer;
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket[answer[1]](`HTTP/1.1 200 OK\r\n${answer[0]}`));
    server.last = socket;
  });
  const port = await listen(server);
  // Of a connection that goes wrong the request may tell as well.
  const get = () => new Promise((resolve) => http.get({ port, host: '127.0.0.1', agent: false }, resolve).on('error', () => {}));

  for (const name of Object.keys(answers)) {
    answer = answers[name];
    const response = await get();
    if (name === 'reset') response.once('data', () => server.last.resetAndDestroy());
    await assert.rejects(pipeline(response, unfinished()), { code: 'ECONNRESET', message: 'aborted' }, name);
    assert.strictEqual(response.complete, false);
  }

  // Complete for HTTP, but its content is not.
  answer = ['', 'end'];
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    const half = zipped.subarray(0, zipped.length / 2);
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${half.length}\r\n\r\n`);
      socket.end(half);
    });
  });
  await assert.rejects(pipeline(await get(), zlib.createGunzip(), unfinished()), { code: 'Z_BUF_ERROR', message: 'unexpected end of file' });
  server.close();
}

async function uploads() {
  let outcome;
  const server = http.createServer((request, response) => {
    outcome = pipeline(request, unfinished()).then(() => 'written', (error) => error.code);
    outcome.then(() => response.destroy());
  });
  const port = await listen(server);
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';
  for (const [body, code] of [
    [`Content-Length: 20\r\n\r\n${kHalf}`, 'ECONNRESET'],
    [`Transfer-Encoding: chunked\r\n\r\n14\r\n${kHalf}`, 'ECONNRESET'],
    [`Transfer-Encoding: chunked\r\n\r\na\r\n${kHalf}\r\nzz\r\n`, 'ECONNRESET'],
  ]) {
    outcome = undefined;
    await exchange(port, head + body, { end: true });
    assert.strictEqual(await outcome, code, body);
  }
  server.close();
}

downloads().then(uploads).then(mustCall());
