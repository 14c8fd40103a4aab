'use strict';

// Connections go to the workers in turn; workers are told of, and end when disconnected.
const assert = require('assert');
const cluster = require('cluster');
const net = require('net');
const { mustCall } = require('../common');

const kConnections = 6;
if (cluster.isWorker) {
  assert.strictEqual(cluster.isPrimary, false);
  assert.strictEqual(process.env.NODE_UNIQUE_ID, undefined);
  net.createServer((socket) => socket.end(String(cluster.worker.id))).listen(0, '127.0.0.1');
} else {
  assert.strictEqual(cluster.isPrimary, true);
  assert.strictEqual(cluster.schedulingPolicy, cluster.SCHED_RR);
  const seen = [];
  cluster.on('fork', mustCall((worker) => seen.push(`fork ${worker.id}`), 2));
  cluster.on('online', mustCall((worker) => assert.strictEqual(worker.state === 'none' || worker.state === 'online', true), 2));
  let port;
  let listening = 0;
  cluster.on('listening', mustCall((worker, address) => {
    assert.deepStrictEqual([address.addressType, address.address], [4, '127.0.0.1']);
    if (port !== undefined) assert.strictEqual(address.port, port);
    port = address.port;
    if (++listening === 2) connect([]);
  }, 2));
  function connect(answers) {
    if (answers.length === kConnections) {
      assert.ok(answers.includes('1') && answers.includes('2'), answers.join());
      cluster.disconnect(mustCall(() => assert.deepStrictEqual(Object.keys(cluster.workers), [])));
      return;
    }
    let text = '';
    net.connect(port, '127.0.0.1').on('data', (chunk) => { text += chunk; }).on('close', mustCall(() => connect([...answers, text])));
  }
  cluster.on('exit', mustCall((worker, code, signal) => {
    assert.deepStrictEqual([code, signal, worker.exitedAfterDisconnect, worker.isDead()], [0, null, true, true]);
  }, 2));
  cluster.fork();
  cluster.fork();
}
