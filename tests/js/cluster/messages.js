'use strict';

// Messages between the primary and a worker, settings of setupPrimary(), and a port taken by another process.
const assert = require('assert');
const cluster = require('cluster');
const net = require('net');
const { mustCall } = require('../common');

if (process.argv[2] === 'worker') {
  process.on('message', (port) => {
    net.createServer().listen(port, '127.0.0.1').on('error', (error) => {
      process.send({ code: error.code, syscall: error.syscall });
      process.disconnect();
    });
  });
  cluster.worker.send('ready');
} else {
  cluster.setupPrimary({ exec: __filename, args: ['worker'] });
  cluster.on('setup', mustCall((settings) => {
    assert.deepStrictEqual([settings.exec, settings.args, settings.silent], [__filename, ['worker'], false]);
  }, 2));
  const server = net.createServer().listen(0, '127.0.0.1', mustCall(() => {
    const worker = cluster.fork({ EXTRA: 'yes' });
    worker.on('message', mustCall((message) => {
      if (message === 'ready') {
        worker.send(server.address().port);
      } else {
        assert.deepStrictEqual(message, { code: 'EADDRINUSE', syscall: 'bind' });
        server.close();
      }
    }, 2));
    cluster.on('message', mustCall((from) => assert.strictEqual(from, worker), 2));
    worker.on('exit', mustCall());
  }));
}
