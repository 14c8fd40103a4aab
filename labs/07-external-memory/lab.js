'use strict';

// Large Buffers that nobody keeps: where their bytes count, and what takes them away.

const scope = require('isoscope');

const { count, megabytes, refute } = scope.parameters({ count: 400, megabytes: 8, refute: false });

scope.gc('major');
const since = scope.snapshot().time.monotonicUs;
let peakHeap = 0;
let peakExternal = 0;
for (let i = 0; i < count; i++) {
  const piece = refute ? { index: i } : Buffer.allocUnsafeSlow(megabytes << 20);
  if (piece.index === -1) throw new Error('unreachable: keeps the allocation');
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  peakHeap = Math.max(peakHeap, heapUsed);
  peakExternal = Math.max(peakExternal, arrayBuffers);
}

const gcs = scope.history({ kinds: ['gc'] }).items.filter((gc) => gc.startUs >= since);
const full = gcs.filter((gc) => gc.type === 'markSweepCompact');
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
console.log(`${count} pieces of ${megabytes} MB: the heap peaked at ${mb(peakHeap)}, array buffers at ${mb(peakExternal)}`);
console.log(`full collections: ${full.length}, because of ${[...new Set(full.map((gc) => gc.reason))].join(', ') || 'nothing'}`);

scope.expect('the heap stays below 16 MB', peakHeap < 16e6, { peakHeap });
scope.expect('the bytes are counted outside of it', peakExternal >= megabytes << 20, { peakExternal });
scope.expect('full collections were started for them', full.length >= 3, { full: full.length });
scope.expect('not all of them were alive at once', peakExternal < count * (megabytes << 20) / 2 || refute, { peakExternal });
