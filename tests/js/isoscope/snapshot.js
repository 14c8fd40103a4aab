'use strict';
// scope.snapshot() has the documented shape, and its heap figures are of now.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

const first = scope.snapshot();
assert.strictEqual(first.schemaVersion, 1);
assert.ok(Number.isInteger(first.time.monotonicUs));
assert.ok(Math.abs(first.time.wallClockMs - Date.now()) < 60_000);
assert.strictEqual(first.versions.v8, process.versions.v8);
assert.strictEqual(first.process.pid, process.pid);
for (const name of ['rssBytes', 'cpuUserUs', 'cpuSystemUs', 'uptimeUs']) assert.ok(Number.isInteger(first.process[name]), name);
const isolate = first.isolates.find(({ id }) => id === scope.isolateId);
assert.strictEqual(isolate.name, 'main');
assert.strictEqual(isolate.state, 'running');
for (const name of ['usedBytes', 'totalBytes', 'limitBytes', 'externalBytes', 'arrayBuffersBytes', 'mallocedBytes', 'nativeContexts',
                    'detachedContexts']) {
  assert.ok(Number.isInteger(isolate.heap[name]), name);
}
assert.ok(isolate.spaces.length >= 8);
assert.ok(isolate.spaces.some(({ name, usedBytes }) => name === 'old_space' && usedBytes > 0));
for (const name of ['timers', 'pending', 'idle', 'prepare', 'pollIdle', 'poll', 'check', 'closing']) {
  assert.ok(Number.isInteger(isolate.loop.phasesUs[name]), name);
}
assert.ok(Number.isInteger(first.pool.submitted));
for (const kind of scope.kinds) assert.strictEqual(first.dropped[kind], 0, kind);

const kept = Array.from({ length: 200_000 }, (_, i) => ({ i }));
const second = scope.snapshot();
const grown = second.isolates[0].heap.usedBytes - isolate.heap.usedBytes;
assert.ok(grown > 2_000_000, `${grown}`);
assert.strictEqual(kept.length, 200_000);
