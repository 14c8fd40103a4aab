'use strict';

// Two loops that differ by one store.

const scope = require('isoscope');

const { rounds, refute } = scope.parameters({ rounds: 3e6, refute: false });

let latest = null;

function inside(count) {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const point = { x: i, y: 1 };
    sum += point.x + point.y;
  }
  return sum;
}

function stored(count) {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const point = { x: i, y: 1 };
    latest = point;
    sum += point.x + point.y;
  }
  return sum;
}

// Bytes that scavenges freed while `loop` ran hot.
function allocatedBy(loop) {
  // Until the next call runs TurboFan's code, which is made beside the script: what came before allocates in any case.
  const until = performance.now() + 20_000;
  do loop(rounds); while (scope.tierOf(loop) !== 'turbofan' && performance.now() < until);
  scope.gc('minor');
  const since = scope.snapshot().time.monotonicUs;
  loop(rounds);
  scope.gc('minor');
  return scope.history({ kinds: ['gc'] }).items.filter((gc) => gc.startUs >= since).reduce((sum, gc) => sum + gc.freedBytes, 0);
}

const insideBytes = allocatedBy(refute ? stored : inside);
const storedBytes = allocatedBy(stored);
const perRound = (bytes) => (bytes / rounds).toFixed(2);
console.log(`the object stays inside: ${perRound(insideBytes)} bytes a round; stored (${latest.x}): ${perRound(storedBytes)}`);
scope.expect('a stored object is made in every round', storedBytes > rounds * 20, { storedBytes });
scope.expect('one that stays inside is not', insideBytes < storedBytes / 20, { insideBytes });
