'use strict';

// Many timers of one duration: never early, always in order.

const scope = require('isoscope');

const { count, delay, refute } = scope.parameters({ count: 200, delay: 15, refute: false });

const fired = [];
let least = Infinity;
let most = -Infinity;
for (let i = 0; i < count; i++) {
  const set = performance.now();
  const callback = () => {
    const lateness = performance.now() - set - delay;
    least = Math.min(least, lateness);
    most = Math.max(most, lateness);
    fired.push(i);
    if (fired.length === count) judge();
  };
  setTimeout(callback, refute ? delay + count - i : delay);
}

function judge() {
  console.log(`${count} timers of ${delay} ms were late by ${least.toFixed(2)} to ${most.toFixed(2)} ms`);
  // The loop's clock counts whole milliseconds, so that a timer set late in one may seem early by a part of it.
  scope.expect('none fired early', least > -1, { least });
  scope.expect('they fired in the order in which they were set', fired.every((value, i) => value === i), { first: fired.slice(0, 5) });
  scope.expect('a delay of 0 counts as 1 ms', setTimeout(() => {}, 0)._idleTimeout === 1);
}
