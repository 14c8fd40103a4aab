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

const kPortion = [1000];  // Spread, so that no loop's optimized code contains the function, and short, so that it is hot by its calls.
const calls = rounds / kPortion[0];

// Bytes that scavenges freed while `loop` ran in TurboFan's code, which is made beside the script: what came before allocates in any case.
function allocatedBy(loop) {
  const until = performance.now() + 20_000;
  while (scope.tierOf(loop) !== 'turbofan' && performance.now() < until) loop(...kPortion);
  scope.gc('minor');
  const since = scope.snapshot().time.monotonicUs;
  for (let i = 0; i < calls; i++) loop(...kPortion);
  scope.gc('minor');
  return scope.history({ kinds: ['gc'] }).items.filter((gc) => gc.startUs >= since).reduce((sum, gc) => sum + gc.freedBytes, 0);
}

const insideBytes = allocatedBy(refute ? stored : inside);
const storedBytes = allocatedBy(stored);
const perRound = (bytes) => (bytes / rounds).toFixed(2);
console.log(`the object stays inside: ${perRound(insideBytes)} bytes a round; stored (${latest.x}): ${perRound(storedBytes)}`);
scope.expect('a stored object is made in every round', storedBytes > rounds * 20, { storedBytes });
scope.expect('one that stays inside is not', insideBytes < storedBytes / 20, { insideBytes });
