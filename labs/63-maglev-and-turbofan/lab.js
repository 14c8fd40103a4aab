'use strict';

// One hot function, compiled by both optimizing compilers, and what each made of it.

const scope = require('isoscope');

const { points: count, refute } = scope.parameters({ points: 100, refute: false });
scope.enable('tier');

const points = Array.from({ length: count }, (_, i) => ({ x: i, y: i / 2 }));
// The object stays inside: TurboFan's escape analysis takes it apart, Maglev's is off by default.
function sum(list) {
  let total = 0;
  for (let i = 0; i < list.length; i++) {
    const scaled = { x: list[i].x * 2, y: list[i].y * 2 };
    total += Math.sqrt(scaled.x * scaled.x + scaled.y * scaled.y);
  }
  return total;
}

const usedOf = (space) => scope.heapSpaces().find(({ name }) => name === space).usedBytes;
const newSpace = () => usedOf('new_space');
// A full collection takes back what allocators hold ahead, which counts as used.
function codeSpace() {
  scope.gc('major');
  return usedOf('code_space');
}
// The first ones let go what the start left: code that nobody calls any more, what allocators hold ahead.
for (let i = 0; i < 8; i++) codeSpace();
const codeBefore = codeSpace();
const none = [];

// Bytes that V8 allocates for the points in the function's tier of the moment: asking allocates, too, and is taken off.
function bytesOfACall() {
  scope.gc('minor');  // Room, so that no scavenge comes between the figures.
  const start = newSpace();
  sum(none);
  const asked = newSpace();
  sum(points);
  return newSpace() - asked - (asked - start);
}

const allocated = {};
const until = performance.now() + 10_000;  // Optimized code is made beside the script.
while (scope.tierOf(sum) !== 'turbofan' && performance.now() < until) {
  sum(points);
  if (refute) break;
  if (scope.tierOf(sum) !== 'maglev' || allocated.maglev !== undefined) continue;
  const bytes = bytesOfACall();
  if (scope.tierOf(sum) === 'maglev') allocated.maglev = bytes;
}
allocated.turbofan = bytesOfACall();

const { tiers } = scope.historyOf(sum)[0];
for (const { tier, compileUs, codeBytes, osr } of tiers) {
  const perCall = allocated[tier] === undefined ? '' : `, ${allocated[tier]} bytes of garbage a call`;
  console.log(`${tier.padEnd(12)} ${String(codeBytes).padStart(5)} bytes of ` +
    `code${compileUs === null ? '' : `, compiled in ${compileUs} us`}${perCall}` +
    (osr ? ' (entered in a loop)' : ''));
}
const entry = (name) => tiers.findIndex(({ tier, osr }) => tier === name && !osr);
const told = tiers.map(({ tier }) => tier);
scope.expect('Maglev compiled it, and TurboFan later', entry('maglev') >= 0 && entry('turbofan') > entry('maglev'), { told });
scope.expect('what the next call runs is TurboFan\'s', scope.tierOf(sum) === 'turbofan', { tier: scope.tierOf(sum) });
const code = (name) => tiers[entry(name)]?.codeBytes;
scope.expect('both are machine code, larger than the bytecode', code('maglev') > tiers[0].codeBytes && code('turbofan') > tiers[0].codeBytes,
             { bytecode: tiers[0].codeBytes, maglev: code('maglev'), turbofan: code('turbofan') });
const codeGrown = codeSpace() - codeBefore;
scope.expect('machine code lies in the code space', codeGrown >= code('turbofan'), { codeGrown });
// Two numbers of 8 bytes and more, each time.
scope.expect('Maglev\'s code makes an object for each point, TurboFan\'s makes none',
             allocated.maglev >= count * 24 && allocated.turbofan < count * 8, allocated);
