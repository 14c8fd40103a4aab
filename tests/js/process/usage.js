'use strict';
const assert = require('assert');

const memory = process.memoryUsage();
assert.deepStrictEqual(Object.keys(memory), ['rss', 'heapTotal', 'heapUsed', 'external', 'arrayBuffers']);
for (const value of Object.values(memory)) assert.ok(Number.isInteger(value) && value >= 0);
assert.ok(memory.heapUsed > 0 && memory.heapUsed <= memory.heapTotal && memory.heapTotal < memory.rss);
assert.ok(process.memoryUsage.rss() > 1e6);

const block = new Uint8Array(32 << 20).fill(1);
const grown = process.memoryUsage();
assert.ok(grown.arrayBuffers >= memory.arrayBuffers + block.byteLength);
assert.ok(grown.external >= memory.external + block.byteLength);

const start = process.cpuUsage();
let spent;
do {
  spent = process.cpuUsage(start);  // On a busy machine 5 ms of CPU time may take long.
} while (spent.user + spent.system < 5000);
assert.throws(() => process.cpuUsage(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.cpuUsage({ user: -1, system: 2 }), { code: 'ERR_INVALID_ARG_VALUE', name: 'RangeError' });
assert.throws(() => process.cpuUsage({ user: 1, system: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
const thread = process.threadCpuUsage();
assert.ok(thread.user + thread.system > 0);

const resources = process.resourceUsage();
assert.strictEqual(Object.keys(resources).length, 16);
assert.ok(resources.maxRSS > 1000 && resources.userCPUTime >= start.user);
assert.ok(process.availableMemory() > 0);
assert.ok(process.constrainedMemory() >= 0);
assert.ok(process.uptime() > 0 && process.uptime() < 60);
