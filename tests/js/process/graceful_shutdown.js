'use strict';

// SIGTERM closes the listener; connections under way are served to their end, then the process ends by itself.
const assert = require('assert');
const { spawn } = require('child_process');
const net = require('net');
const { mustCall } = require('../common');

if (process.argv[2] === 'child') {
  const server = net.createServer((socket) => {
    socket.on('data', () => socket.end('answered'));
    console.log('connected');
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  process.on('SIGTERM', () => {
    server.close(() => console.log('closed'));
    console.log('closing');
  });
  process.on('exit', (code) => console.log('exit', code));
} else {
  const child = spawn(process.execPath, [__filename, 'child']);
  const lines = [];
  let client;
  const steps = {
    connected() { child.kill('SIGTERM'); },
    closing() {
      net.connect(Number(lines[0]), '127.0.0.1').on('error', mustCall((error) => {
        assert.strictEqual(error.code, 'ECONNREFUSED');
        client.write('question');
      }));
    },
  };
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk) => {
    for (const line of chunk.trim().split('\n')) {
      lines.push(line);
      if (lines.length === 1) {
        let text = '';
        client = net.connect(Number(line), '127.0.0.1');
        client.on('data', (data) => { text += data; });
        client.on('close', mustCall(() => assert.strictEqual(text, 'answered')));
      }
      steps[line]?.();
    }
  });
  child.on('close', mustCall((code, signal) => {
    assert.deepStrictEqual([code, signal, lines.slice(1)], [0, null, ['connected', 'closing', 'closed', 'exit 0']]);
  }));
}
