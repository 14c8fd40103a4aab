'use strict';

const common = require('../common');
const assert = require('assert');
const dns = require('dns');

const badType = { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' };
const badValue = { code: 'ERR_INVALID_ARG_VALUE', name: 'TypeError' };
assert.throws(() => dns.resolve4(5, () => {}), badType);
assert.throws(() => dns.resolve4('x'), badType);
assert.throws(() => dns.resolve('x', 'NOPE', () => {}), badValue);
assert.throws(() => dns.resolve('x', 5, () => {}), badType);
assert.throws(() => dns.lookup('x'), badType);
assert.throws(() => dns.lookup('x', { family: 20 }, () => {}), badValue);
assert.throws(() => dns.lookup('x', 'y'), { ...badType, message: /^The "callback" argument .* Received type string \('y'\)$/ });
assert.throws(() => dns.promises.lookup('x', () => {}), { ...badType, message: /^The "options" argument/ });
assert.throws(() => dns.reverse('127.0.0.1', () => {}, undefined), { ...badType, message: /^The "callback" argument .* Received undefined$/ });
assert.throws(() => dns.lookupService('x'), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => dns.lookupService('x', 1, () => {}), badValue);
assert.throws(() => dns.lookupService('127.0.0.1', 65536, () => {}), { code: 'ERR_SOCKET_BAD_PORT' });
assert.throws(() => dns.reverse('not an address', () => {}), { code: 'EINVAL', syscall: 'getHostByAddr', hostname: 'not an address' });
assert.throws(() => new dns.Resolver({ timeout: 'x' }), badType);
assert.throws(() => new dns.Resolver({ tries: 0 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => dns.promises.resolve('x', 'NOPE'), badValue);
assert.throws(() => dns.setDefaultResultOrder('other'), badValue);
assert.throws(() => dns.setServers('x'), badType);
assert.throws(() => dns.setServers([5]), badType);
assert.throws(() => dns.setServers(['x']), { code: 'ERR_INVALID_IP_ADDRESS', message: 'Invalid IP address: x' });

const before = dns.getServers();
dns.setServers(['1.2.3.4', '4.4.4.4:53', '::1', '[::2]:53', '5.5.5.5:99', '[::3]:99']);
assert.deepStrictEqual(dns.getServers(), ['1.2.3.4', '4.4.4.4', '::1', '::2', '5.5.5.5:99', '[::3]:99']);
assert.deepStrictEqual(dns.promises.getServers(), dns.getServers());
// Only 16 bits of a port count.
dns.setServers(['1.2.3.4:65536', '[::1]:99999']);
assert.deepStrictEqual(dns.getServers(), ['1.2.3.4', '[::1]:34463']);
dns.setServers(before);

const resolver = new dns.Resolver();
resolver.setLocalAddress('127.0.0.1');
resolver.setLocalAddress('::1', '127.0.0.1');
assert.throws(() => resolver.setLocalAddress('127.0.0.1', '127.0.0.1'), { message: 'Cannot specify two IPv4 addresses.' });
assert.throws(() => resolver.setLocalAddress('x'), { message: 'Invalid IP address.' });
assert.throws(() => resolver.setLocalAddress(), badType);

assert.strictEqual(dns.getDefaultResultOrder(), 'verbatim');
dns.setDefaultResultOrder('ipv4first');
assert.strictEqual(dns.getDefaultResultOrder(), 'ipv4first');

// What needs no asking.
dns.lookup('127.0.0.1', common.mustSucceed((address, family) => assert.deepStrictEqual([address, family], ['127.0.0.1', 4])));
dns.lookup('::1', { all: true }, common.mustSucceed((all) => assert.deepStrictEqual(all, [{ address: '::1', family: 6 }])));
dns.lookup('localhost', 4, common.mustSucceed((address, family) => assert.deepStrictEqual([address, family], ['127.0.0.1', 4])));
dns.promises.lookup('localhost', { family: 4, all: true }).then(common.mustCall((all) => {
  assert.deepStrictEqual(all, [{ address: '127.0.0.1', family: 4 }]);
}));
dns.lookupService('127.0.0.1', 22, common.mustSucceed((hostname, service) => {
  assert.strictEqual(typeof hostname, 'string');
  assert.strictEqual(service, 'ssh');
}));
