'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');

assert.strictEqual(os.EOL, '\n');
assert.strictEqual(os.devNull, '/dev/null');
assert.strictEqual(os.platform(), 'linux');
assert.strictEqual(os.arch(), 'x64');
assert.strictEqual(os.endianness(), 'LE');
assert.strictEqual(os.type(), 'Linux');
assert.strictEqual(os.release(), fs.readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim());
assert.strictEqual(os.hostname(), fs.readFileSync('/proc/sys/kernel/hostname', 'utf8').trim());
assert.strictEqual(os.machine(), 'x86_64');
assert.strictEqual(typeof os.version(), 'string');
assert.strictEqual(`${os.hostname}`, os.hostname());
assert.ok(os.uptime() > 0);
assert.ok(os.totalmem() > os.freemem() && os.freemem() > 0);
assert.strictEqual(os.loadavg().length, 3);
assert.ok(os.availableParallelism() >= 1);
const [cpu] = os.cpus();
assert.deepStrictEqual(Object.keys(cpu), ['model', 'speed', 'times']);
assert.deepStrictEqual(Object.keys(cpu.times), ['user', 'nice', 'sys', 'idle', 'irq']);
const loopback = os.networkInterfaces().lo?.find(({ family }) => family === 'IPv4');
if (loopback !== undefined) {
  assert.deepStrictEqual(loopback, {
    address: '127.0.0.1', netmask: '255.0.0.0', family: 'IPv4', mac: '00:00:00:00:00:00', internal: true, cidr: '127.0.0.1/8',
  });
}
process.env.TMPDIR = '/somewhere/';
assert.strictEqual(os.tmpdir(), '/somewhere');
process.env.TMPDIR = '';
process.env.TMP = '';
process.env.TEMP = '';
assert.strictEqual(os.tmpdir(), '/tmp');
process.env.HOME = '/a/home';
assert.strictEqual(os.homedir(), '/a/home');
