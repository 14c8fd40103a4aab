'use strict';

// pipeline() into a response waits for a slow client: neither what a generator makes nor a file is collected in the server's memory.

const { run, kOffered } = require('../common/slow_client');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { pipeline } = require('stream');

const request = 'GET / HTTP/1.0\r\n\r\n';

run(__filename, (mode, body) => http.createServer((request, response) => {
  const done = () => {};  // The client goes away.
  if (mode === 'generator') return void pipeline(body, response, done);
  // A file of holes takes no room on the disk.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slow-client-'));
  const file = path.join(folder, 'file');
  fs.closeSync(fs.openSync(file, 'w'));
  fs.truncateSync(file, kOffered);
  const source = fs.createReadStream(file);
  source.on('open', () => fs.rmSync(folder, { recursive: true }));
  Object.defineProperty(body, 'made', { get: () => source.bytesRead });
  pipeline(source, response, done);
}), { generator: { request }, file: { request } });
