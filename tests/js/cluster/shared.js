'use strict';

// SCHED_NONE: the workers accept for themselves from one listener. A killed worker's exit is told with its signal.
const assert = require('assert');
const cluster = require('cluster');
const net = require('net');
const { mustCall } = require('../common');

if (cluster.isWorker) {
  net.createServer((socket) => socket.end('served')).listen(0, '127.0.0.1');
} else {
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const worker = cluster.fork();
  worker.on('listening', mustCall(({ port }) => {
    let text = '';
    net.connect(port, '127.0.0.1').on('data', (chunk) => { text += chunk; }).on('close', mustCall(() => {
      assert.strictEqual(text, 'served');
      worker.kill('SIGKILL');
    }));
  }));
  worker.on('exit', mustCall((code, signal) => {
    assert.deepStrictEqual([code, signal, worker.exitedAfterDisconnect], [null, 'SIGKILL', false]);
  }));
}
