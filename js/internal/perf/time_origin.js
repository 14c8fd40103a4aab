'use strict';

// The zero of performance.now(): when this process (or worker) started. Read again after the startup snapshot.

const binding = internalBinding('performance');

let originMs = 0;        // On the monotonic clock.
let originWallMs = 0;    // The same moment on the wall clock.

function refreshTimeOrigin() {
  originMs = binding.timeOrigin();
  originWallMs = binding.timeOriginTimestamp();
}

// Milliseconds since the origin.
function now() {
  return binding.now() - originMs;
}

// A time of ours on the monotonic clock.
function monotonicOf(time) {
  return originMs + time;
}

module.exports = { refreshTimeOrigin, monotonicOf, now, getTimeOriginMs: () => originMs, getTimeOriginTimestamp: () => originWallMs };
