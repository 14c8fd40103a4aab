'use strict';
// Flags: --expose-gc

// What lies outside of the heap: array buffers, shared ones, strings of V8's that are kept outside, what compressors announce. The witness is
// process.memoryUsage(), which knows all but the last.

const common = require('../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const scope = require('isoscope');
const { createGzip } = require('zlib');

const kMegabyte = 1 << 20;
const file = path.join(common.tmpdir(), 'text');
fs.writeFileSync(file, Buffer.alloc(8 * kMegabyte, 'x'));
const kept = [];

function figures() {
  // V8 sweeps array buffers behind our back and finishes that when it collects again.
  global.gc();
  global.gc();
  const { external, arrayBuffers } = process.memoryUsage();
  const { heap } = scope.snapshot().isolates.find(({ id }) => id === scope.isolateId);
  assert.strictEqual(heap.arrayBuffersBytes, arrayBuffers);
  return { external: heap.externalBytes, arrayBuffers, announced: heap.externalBytes - external };
}

function grown(make) {
  const before = figures();
  kept.push(make());
  const after = figures();
  return Object.fromEntries(Object.keys(after).map((name) => [name, (after[name] - before[name]) / kMegabyte]));
}

const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 0.5, `${actual} ${expected}`);
figures();
for (const [make, external, arrayBuffers, announced] of [
  [() => new ArrayBuffer(8 * kMegabyte), 8, 8, 0],
  [() => Buffer.alloc(8 * kMegabyte), 8, 8, 0],
  [() => new SharedArrayBuffer(8 * kMegabyte), 0, 8, 0],  // It may be another isolate's as well.
  [() => fs.readFileSync(file, 'latin1'), 8, 0, 0],
  [() => Array.from({ length: 40 }, () => createGzip({ level: 9, memLevel: 9 })), 10, 0.6, 10],  // Each has a chunk of 16 KB.
]) {
  const growth = grown(make);
  near(growth.arrayBuffers, arrayBuffers);
  if (announced === 0) {
    assert.strictEqual(growth.announced, 0);
    near(growth.external, external);
  } else {
    assert.ok(growth.announced >= announced, `${growth.announced}`);
  }
}
