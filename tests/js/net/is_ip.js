'use strict';

// What is an IP address.
const assert = require('assert');
const net = require('net');

for (const text of ['0.0.0.0', '255.255.255.255', '127.0.0.1']) assert.strictEqual(net.isIP(text), 4, text);
for (const text of ['::', '::1', '1::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '::ffff:1.2.3.4', '1:2:3:4:5:6:1.2.3.4',
                    'fe80::1%eth0', '0000:0000:0000:0000:0000:0000:123.0.0.1']) {
  assert.strictEqual(net.isIP(text), 6, text);
}
for (const text of ['', '1', '256.0.0.1', '1.2.3', '1.2.3.4.5', '01.2.3.4', '1.2.3.4 ', ':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9',
                    '12345::', 'g::', '::1.2.3', '1.2.3.4::', 'fe80::1%', undefined, null, 1, {}]) {
  assert.strictEqual(net.isIP(text), 0, String(text));
}
