'use strict';

// How much of its time the event loop was not waiting.

const binding = internalBinding('performance');

const kLoopStart = 4;  // In milestones().

function eventLoopUtilization(later, earlier) {
  const loopStart = binding.milestones()[kLoopStart];
  if (loopStart === 0) return { idle: 0, active: 0, utilization: 0 };
  if (earlier) return share(later.idle - earlier.idle, later.active - earlier.active);
  const idle = binding.loopIdleTime();
  const active = binding.now() - loopStart - idle;
  return later ? share(idle - later.idle, active - later.active) : share(idle, active);
}

function share(idle, active) {
  return { idle, active, utilization: active / (idle + active) };
}

module.exports = { eventLoopUtilization };
