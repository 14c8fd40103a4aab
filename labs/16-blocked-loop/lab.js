'use strict';

// A callback that computes too long, what is late because of it, and what goes on regardless.

const scope = require('isoscope');
const { monitorEventLoopDelay } = require('perf_hooks');

const { ms, refute } = scope.parameters({ ms: 200, refute: false });

const histogram = monitorEventLoopDelay({ resolution: 5 });
histogram.enable();

function spin(duration) {
  const end = performance.now() + duration;
  while (performance.now() < end);
}

setTimeout(() => {
  const asked = performance.now();
  let late = 0;
  setTimeout(() => { late = performance.now() - asked - 10; }, 10);
  const from = scope.snapshot().time.monotonicUs;
  scope.mark('spin begins');
  let left = refute ? Math.ceil(ms / 5) : 1;
  (function slice() {
    spin(refute ? 5 : ms);
    if (--left > 0) return setImmediate(slice);
    const to = scope.snapshot().time.monotonicUs;
    scope.mark('spin ends');
    setTimeout(() => judge(late, from, to), 50);
  })();
}, 50);

function judge(late, from, to) {
  histogram.disable();
  const items = scope.history({ kinds: ['callback', 'heap'] }).items;
  const longest = Math.max(...items.filter((item) => item.kind === 'callback').map((callback) => callback.durationUs));
  const during = items.filter((item) => item.kind === 'heap' && item.timeUs > from && item.timeUs < to);
  console.log(`the longest callback took ${(longest / 1e3).toFixed(1)} ms; the timer was ${late.toFixed(1)} ms late`);
  console.log(`monitorEventLoopDelay: max ${(histogram.max / 1e6).toFixed(1)} ms; heap samples taken meanwhile: ${during.length}`);
  scope.expect('one callback took all of it', longest >= ms * 1000, { longest });
  scope.expect('the timer was late by most of it', late >= ms / 2, { late });
  scope.expect('the delay histogram saw it', histogram.max >= ms / 2 * 1e6, { max: histogram.max });
  scope.expect('the heap was sampled while the loop was blocked', during.length >= 1, { samples: during.length });
}
