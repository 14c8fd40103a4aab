'use strict';

// maxConnections drops what is too much and tells; a BlockList refuses on both sides.
const assert = require('assert');
const net = require('net');
const { mustCall, mustNotCall } = require('../common');

const server = net.createServer(mustCall((socket) => {
  const { port } = server.address();
  const late = net.connect(port, '127.0.0.1');
  late.on('close', mustCall(() => {
    server.getConnections(mustCall((error, count) => {
      assert.strictEqual(error, null);
      assert.strictEqual(count, 1);
      socket.end();
      server.close();
    }));
  }));
}));
server.maxConnections = 1;
server.on('drop', mustCall((data) => {
  assert.strictEqual(data.localPort, server.address().port);
  assert.strictEqual(data.remoteAddress, '127.0.0.1');
  assert.strictEqual(data.remoteFamily, 'IPv4');
}));
server.listen(0, '127.0.0.1', mustCall(() => { net.connect(server.address().port, '127.0.0.1').resume(); }));

const blockList = new net.BlockList();
blockList.addSubnet('127.0.0.0', 8);
net.connect({ port: 1, host: '127.0.0.1', blockList }).on('error', mustCall((error) => {
  assert.strictEqual(error.code, 'ERR_IP_BLOCKED');
}));
const guarded = net.createServer({ blockList }, mustNotCall());
guarded.listen(0, '127.0.0.1', mustCall(() => {
  net.connect(guarded.address().port, '127.0.0.1').on('close', mustCall(() => guarded.close()));
}));
