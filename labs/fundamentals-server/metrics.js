'use strict';

// The figures of the page: Node's own, and Isoscope's where it is there.

const { monitorEventLoopDelay } = require('perf_hooks');

const kEveryMs = 500;
const kPoints = 600;

function isoscope() {
  try {
    return require('isoscope');
  } catch {
    return undefined;  // On Node.
  }
}

function createMetrics(pool) {
  const scope = isoscope();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const points = [];
  const ms = (ns) => (Number.isFinite(ns) ? Math.round(ns / 1e4) / 100 : 0);

  function snapshot() {
    const { heapUsed, heapTotal, external, arrayBuffers, rss } = process.memoryUsage();
    const figures = {
      time: Date.now(), heapUsed, heapTotal, external, arrayBuffers, rss,
      eventLoopDelay: { min: ms(delay.min), max: ms(delay.max), mean: ms(delay.mean), p99: ms(delay.percentile(99)) },
      pool: { running: pool.running, queued: pool.queued, size: pool.size, maxQueue: pool.maxQueue },
    };
    if (scope !== undefined) {
      const seen = scope.snapshot();
      const main = seen.isolates.find((isolate) => isolate.id === scope.isolateId);
      figures.threadPool = seen.pool;
      figures.phasesUs = main.loop.phasesUs;
      figures.gc = main.gc;
    }
    return figures;
  }

  const timer = setInterval(() => {
    points.push(snapshot());
    if (points.length > kPoints) points.shift();
    delay.reset();  // Each point tells of its own half second.
  }, kEveryMs);
  timer.unref();

  return {
    snapshot,
    history: () => ({ everyMs: kEveryMs, points }),
    close() {
      clearInterval(timer);
      delay.disable();
    },
  };
}

module.exports = { createMetrics };
