'use strict';

// Two programs with the same load: one forgets, one only ever adds. Their floors after full collections tell them apart.

const scope = require('isoscope');

const { rounds, objects, refute } = scope.parameters({ rounds: 6, objects: 1e5, refute: false });

const makeMany = () => Array.from({ length: objects }, (_, i) => ({ id: i, when: i * 2 }));

function floorsOf(work) {
  const floors = [];
  for (let round = 0; round < rounds; round++) {
    work();
    scope.gc('major');
    floors.push(process.memoryUsage().heapUsed);
  }
  return floors;
}

const leak = [];
const leaking = floorsOf(() => {
  if (refute) leak.length = 0;
  leak.push(makeMany());
});
leak.length = 0;
let latest;
const forgetting = floorsOf(() => { latest = makeMany(); });
latest = null;

const mb = (bytes) => (bytes / 1e6).toFixed(1).padStart(7);
console.log(`floors of the leak       ${leaking.map(mb).join('')} MB`);
console.log(`floors without           ${forgetting.map(mb).join('')} MB   (resident now: ${mb(process.memoryUsage().rss)} MB)`);

const steps = leaking.slice(1).map((floor, i) => floor - leaking[i]);
const perRound = objects * 24;  // Far less than an object with two fields takes.
scope.expect('the floor of the leak rises in every round', steps.every((step) => step > perRound), { steps });
const spread = Math.max(...forgetting) - Math.min(...forgetting);
scope.expect('the floor of the other stays', spread < perRound, { spread });
scope.expect('what was leaked is free once it is let go', latest === null && process.memoryUsage().heapUsed < leaking.at(-1) + perRound,
             { heapUsed: process.memoryUsage().heapUsed });
