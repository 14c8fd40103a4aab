'use strict';

// Without descriptors left, connections are refused, not the server ended; when there are some again it accepts again.
const assert = require('assert');
const fs = require('fs');
const net = require('net');
const { execFileSync } = require('child_process');
const { mustCall, mustCallAtLeast } = require('../common');

if (process.argv[2] !== 'limited') {
  execFileSync('/bin/sh', ['-c', `ulimit -n 64; exec "${process.execPath}" "${__filename}" limited`], { stdio: 'inherit' });
} else {
  const server = net.createServer(mustCallAtLeast((socket) => socket.end('ok')));
  server.listen(0, '127.0.0.1', mustCall(() => {
    const { port } = server.address();
    const client = new net.Socket();
    client.on('error', () => {});
    const taken = [];
    client.connect(port, '127.0.0.1');  // Has its descriptor; the other end will get none.
    try {
      for (;;) taken.push(fs.openSync('/dev/null'));
    } catch (error) {
      assert.strictEqual(error.code, 'EMFILE');
    }
    server.on('error', (error) => assert.strictEqual(error.code, 'EMFILE'));
    client.resume();
    setTimeout(() => {
      for (const fd of taken) fs.closeSync(fd);
      client.destroy();
      let text = '';
      net.connect(port, '127.0.0.1').on('data', (chunk) => { text += chunk; }).on('close', mustCall(() => {
        assert.strictEqual(text, 'ok');
        server.close();
      }));
    }, 50);
  }));
}
