'use strict';

const common = require('../common');
const assert = require('assert');
const dgram = require('dgram');

// Every form of send(), unbound, bound and connected; each datagram whole and with its sender.
const server = dgram.createSocket('udp4');
const got = [];
server.on('message', common.mustCallAtLeast((message, rinfo) => {
  got.push(message.toString());
  assert.strictEqual(rinfo.address, '127.0.0.1');
  assert.strictEqual(rinfo.family, 'IPv4');
  assert.strictEqual(rinfo.size, message.length);
  if (message.toString() === 'last') finish();
}));

function finish() {
  const expected = ['abc', 'bc', 'abcdef', 'text', '', 'view', 'connected', 'on', 'last'];
  assert.deepStrictEqual(got.slice().sort(), expected.slice().sort());
  server.close(common.mustCall());
  assert.throws(() => server.send('x', 1), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' });
}

server.bind(0, '127.0.0.1', common.mustCall(() => {
  const { port, address, family } = server.address();
  assert.deepStrictEqual([address, family], ['127.0.0.1', 'IPv4']);
  const client = dgram.createSocket({ type: 'udp4' });
  const connected = dgram.createSocket('udp4');
  client.send(Buffer.from('abc'), port, '127.0.0.1', common.mustSucceed((sent) => assert.strictEqual(sent, 3)));
  client.send('abc', 1, 2, port, '127.0.0.1');
  client.send(['ab', Buffer.from('cd'), new Uint8Array([101, 102])], port);
  client.send('text', port, common.mustSucceed((sent) => assert.strictEqual(sent, 4)));
  client.send([], port, common.mustSucceed((sent) => assert.strictEqual(sent, 0)));
  client.send(new DataView(Uint8Array.from(Buffer.from('view')).buffer), port, common.mustSucceed(() => client.close()));
  connected.connect(port, '127.0.0.1', common.mustSucceed(() => {
    assert.strictEqual(connected.remoteAddress().port, port);
    assert.throws(() => connected.connect(port), { code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' });
    assert.throws(() => connected.send('x', 0, 1, port, '127.0.0.1'), { code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' });
    connected.send('connected', common.mustSucceed(() => {
      connected.send('noon', 2, 2, common.mustSucceed(() => {
        connected.disconnect();
        assert.throws(() => connected.remoteAddress(), { code: 'ERR_SOCKET_DGRAM_NOT_CONNECTED' });
        setImmediate(() => connected.send('last', port, common.mustSucceed(() => connected.close())));
      }));
    }));
  }));
}));
