'use strict';

// Rules of a BlockList: addresses, ranges and subnets of both families, IPv4-mapped ones with them.
const assert = require('assert');
const net = require('net');
const util = require('util');

const list = new net.BlockList();
list.addAddress('1.1.1.1');
list.addRange('10.0.0.2', '10.0.0.5');
list.addSubnet('8592:757c:efae:4e45::', 64, 'ipv6');
list.addAddress(new net.SocketAddress({ address: '8.8.8.8' }));
for (const [address, family, expected] of [
  ['1.1.1.1', 'ipv4', true], ['1.1.1.2', 'ipv4', false], ['::ffff:1.1.1.1', 'ipv6', true], ['::ffff:101:101', 'IPv6', true],
  ['10.0.0.1', 'ipv4', false], ['10.0.0.2', 'ipv4', true], ['10.0.0.5', 'ipv4', true], ['10.0.0.6', 'ipv4', false],
  ['8592:757c:efae:4e45::1', 'ipv6', true], ['8592:757c:efae:4e46::1', 'ipv6', false], ['8.8.8.8', 'ipv4', true], ['nonsense', 'ipv4', false],
]) {
  assert.strictEqual(list.check(address, family), expected, address);
}
assert.deepStrictEqual(list.rules, [
  'Address: IPv4 8.8.8.8', 'Subnet: IPv6 8592:757c:efae:4e45::/64', 'Range: IPv4 10.0.0.2-10.0.0.5', 'Address: IPv4 1.1.1.1',
]);
assert.match(util.inspect(list), /^BlockList \{\n {2}rules: \[/);
assert.strictEqual(net.BlockList.isBlockList(list), true);
assert.strictEqual(net.BlockList.isBlockList({}), false);
assert.throws(() => list.addAddress('x'), { code: 'ERR_INVALID_ADDRESS' });
assert.throws(() => list.addRange('10.0.0.2', '10.0.0.1'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => list.addSubnet('10.0.0.2', 33), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => list.addSubnet('10.0.0.2', ''), { code: 'ERR_INVALID_ARG_TYPE' });

const copy = new net.BlockList();
copy.fromJSON(list.toJSON());
assert.deepStrictEqual(copy.rules.toSorted(), list.rules.toSorted());
