'use strict';

// SocketAddress: defaults, normal form, parsing.
const assert = require('assert');
const net = require('net');
const util = require('util');

assert.deepStrictEqual(new net.SocketAddress().toJSON(), { address: '127.0.0.1', port: 0, family: 'ipv4', flowlabel: 0 });
assert.deepStrictEqual(new net.SocketAddress({ family: 'IPv6', port: 80, flowlabel: 1 }).toJSON(),
                       { address: '::', port: 80, family: 'ipv6', flowlabel: 1 });
for (const [given, normal] of [
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'], ['0:0:0:0:0:0:0:1', '::1'], ['ABCD::', 'abcd::'], ['::ffff:1.2.3.4', '::ffff:1.2.3.4'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
]) {
  assert.strictEqual(new net.SocketAddress({ address: given, family: 'ipv6' }).address, normal);
}
assert.throws(() => new net.SocketAddress({ address: 'x' }), { code: 'ERR_INVALID_ADDRESS' });
assert.throws(() => new net.SocketAddress({ family: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new net.SocketAddress({ port: 65536 }), { code: 'ERR_SOCKET_BAD_PORT' });
assert.throws(() => new net.SocketAddress({ flowlabel: -1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.strictEqual(net.SocketAddress.parse('[1:0::]:8080').address, '1::');
assert.strictEqual(net.SocketAddress.parse('192.168.257:1').address, '192.168.1.1');
assert.strictEqual(net.SocketAddress.parse('example.org'), undefined);
assert.strictEqual(util.inspect(new net.SocketAddress()), "SocketAddress { address: '127.0.0.1', port: 0, family: 'ipv4', flowlabel: 0 }");
