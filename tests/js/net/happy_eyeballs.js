'use strict';

// autoSelectFamily tries the addresses of a name in turn and tells each attempt; all failures come together.
const assert = require('assert');
const net = require('net');
const { mustCall, mustNotCall } = require('../common');

const lookup = (...addresses) => (host, options, callback) => {
  assert.strictEqual(options.all, true);
  process.nextTick(callback, null, addresses.map((address) => ({ address, family: net.isIP(address) })));
};

const server = net.createServer(mustCall((socket) => socket.end()));
server.listen(0, '127.0.0.1', mustCall(() => {
  const { port } = server.address();
  const client = net.connect({ host: 'example.org', port, lookup: lookup('::1', '127.0.0.1'), autoSelectFamily: true });
  const attempts = [];
  client.on('connectionAttempt', (address, to, family) => attempts.push([address, to, family]));
  client.on('connectionAttemptFailed', mustCall((address, to, family, error) => {
    assert.deepStrictEqual([address, to, family], ['::1', port, 6]);
    assert.ok(error instanceof Error);
  }));
  client.on('connect', mustCall(() => {
    assert.deepStrictEqual(client.autoSelectFamilyAttemptedAddresses, [`::1:${port}`, `127.0.0.1:${port}`]);
    assert.deepStrictEqual(attempts, [['::1', port, 6], ['127.0.0.1', port, 4]]);
    assert.strictEqual(client.remoteAddress, '127.0.0.1');
  }));
  client.resume();
  client.on('close', mustCall(() => {
    server.close(mustCall(() => {
      const lost = net.connect({ host: 'example.org', port, lookup: lookup('127.0.0.1', '127.0.0.2'), autoSelectFamily: true });
      lost.on('connect', mustNotCall());
      lost.on('error', mustCall((error) => {
        assert.strictEqual(error.name, 'AggregateError');
        assert.strictEqual(error.code, 'ECONNREFUSED');
        assert.deepStrictEqual(error.errors.map((e) => e.message),
                               [`connect ECONNREFUSED 127.0.0.1:${port}`, `connect ECONNREFUSED 127.0.0.2:${port}`]);
      }));
    }));
  }));
}));

assert.strictEqual(net.getDefaultAutoSelectFamily(), true);
net.setDefaultAutoSelectFamily(false);
assert.strictEqual(net.getDefaultAutoSelectFamily(), false);
assert.throws(() => net.setDefaultAutoSelectFamily(1), { code: 'ERR_INVALID_ARG_TYPE' });
net.setDefaultAutoSelectFamilyAttemptTimeout(1);
assert.strictEqual(net.getDefaultAutoSelectFamilyAttemptTimeout(), 10);
net.setDefaultAutoSelectFamilyAttemptTimeout(60000);  // No attempt of this test is given up because the machine is busy.
