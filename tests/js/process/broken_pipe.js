'use strict';

// A reader that goes away is an error of the stream (EPIPE), no death by SIGPIPE; an ended stdin is an 'end'.
const assert = require('assert');
const { spawn } = require('child_process');
const net = require('net');
const { mustCall, mustCallAtLeast } = require('../common');

if (process.argv[2] === 'writer') {
  process.stdout.on('error', (error) => {
    process.exit(error.code === 'EPIPE' ? 7 : 8);
  });
  const write = () => {
    process.stdout.write('x'.repeat(65536));
    setImmediate(write);
  };
  write();
} else if (process.argv[2] === 'reader') {
  process.stdin.resume();
  process.stdin.on('end', () => console.log('ended'));
} else {
  const writer = spawn(process.execPath, [__filename, 'writer']);
  writer.stdout.once('data', mustCall(() => writer.stdout.destroy()));
  writer.on('exit', mustCall((code, signal) => assert.deepStrictEqual([code, signal], [7, null])));

  const reader = spawn(process.execPath, [__filename, 'reader']);
  reader.stdin.end('some');
  reader.stdout.on('data', mustCall((chunk) => assert.strictEqual(String(chunk), 'ended\n')));

  const server = net.createServer((socket) => socket.destroy()).listen(0, '127.0.0.1', mustCall(() => {
    const client = net.connect(server.address().port, '127.0.0.1');
    client.on('error', mustCallAtLeast((error) => assert.ok(['EPIPE', 'ECONNRESET'].includes(error.code)), 0));
    client.on('close', mustCall(() => server.close()));
    client.on('end', () => client.write('to nobody'));
    client.resume();
  }));
}
