'use strict';

// The async resources of a connection have Node's type names.
const assert = require('assert');
const asyncHooks = require('async_hooks');
const net = require('net');
const { mustCall } = require('../common');

const types = new Set();
asyncHooks.createHook({ init(id, type) { types.add(type); } }).enable();
const server = net.createServer(mustCall((socket) => socket.end()));
server.listen(0, '127.0.0.1', mustCall(() => {
  net.connect(server.address().port, '127.0.0.1').resume().on('close', mustCall(() => server.close()));
}));
process.on('exit', () => {
  for (const type of ['TCPSERVERWRAP', 'TCPWRAP', 'TCPCONNECTWRAP', 'SHUTDOWNWRAP']) assert.ok(types.has(type), type);
});
