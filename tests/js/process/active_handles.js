'use strict';

// What keeps the process alive, by Node's names and as the objects that users know.
const assert = require('assert');
const net = require('net');
const { spawn } = require('child_process');
const { mustCall } = require('../common');

const server = net.createServer(mustCall((socket) => socket.resume())).listen(0, '127.0.0.1', mustCall(() => {
  assert.ok(process.getActiveResourcesInfo().includes('TCPServerWrap'));
  assert.ok(process._getActiveHandles().includes(server));
  const client = net.connect(server.address().port, '127.0.0.1', mustCall(() => {
    assert.ok(process.getActiveResourcesInfo().includes('TCPSocketWrap'));
    assert.ok(process._getActiveHandles().includes(client));
    const child = spawn('sleep', ['0.01']);
    assert.ok(process.getActiveResourcesInfo().includes('ProcessWrap'));
    assert.ok(process.getActiveResourcesInfo().includes('PipeWrap'));
    assert.ok(process._getActiveHandles().includes(child));
    child.on('close', mustCall(() => {
      server.unref();
      assert.ok(!process._getActiveHandles().includes(server));
      client.destroy();
      server.close();
    }));
  }));
}));
