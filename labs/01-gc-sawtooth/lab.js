'use strict';

// The used heap of a program that only makes short-lived objects is a saw: it rises while objects are made, and every scavenge takes it back
// down to the same low. With --refute the program keeps what it makes, and the lows rise.

const scope = require('isoscope');

const { objects, refute } = scope.parameters({ objects: 2e6, refute: false });
const kept = [];

function makeShortLived(count) {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const object = { index: i, half: i / 2, text: `object ${i}` };
    if (refute) kept.push(object);
    sum += object.text.length;
  }
  return sum;
}

const mb = (bytes) => `${(bytes / 1048576).toFixed(1)} MB`.padStart(9);

scope.mark('churn begins');
const begunUs = scope.snapshot().time.monotonicUs;
for (let round = 0; round < 20; round++) makeShortLived(objects / 20);
scope.mark('churn ends');

const collections = scope.history({ kinds: ['gc'] }).items.filter((gc) => gc.startUs >= begunUs);
const scavenges = collections.filter((gc) => gc.type === 'scavenge');

// The teeth: what each scavenge found, and to what it went back.
const peak = Math.max(...scavenges.map((gc) => gc.usedBeforeBytes));
const shown = scavenges.filter((_, i) => i % Math.ceil(scavenges.length / 24) === 0);
console.log('  cycle    before     after     freed  promoted  pause  (|: before, *: after)');
for (const gc of shown) {
  const bar = [...' '.repeat(40)];
  bar[Math.round((gc.usedBeforeBytes / peak) * 39)] = '|';
  bar[Math.round((gc.usedAfterBytes / peak) * 39)] = '*';
  console.log(`${String(gc.cycle).padStart(7)} ${mb(gc.usedBeforeBytes)} ${mb(gc.usedAfterBytes)} ${mb(gc.freedBytes)} ${mb(gc.promotedBytes)} ` +
    `${String(gc.durationUs).padStart(6)} us  ${bar.join('')}`);
}

const sum = (field) => scavenges.reduce((total, gc) => total + gc[field], 0);
const freed = sum('freedBytes');
// V8 grows its new space during the first scavenges, and what was alive at the start is moved by them: the saw is even after that.
const settled = scavenges.slice(Math.floor(scavenges.length / 3));
const lows = settled.map((gc) => gc.usedAfterBytes);
const rise = Math.max(...lows) - Math.min(...lows);
const reasons = [...new Set(scavenges.map((gc) => gc.reason))];
console.log(`\n${scavenges.length} scavenges freed ${mb(freed).trim()} and promoted ${mb(sum('promotedBytes')).trim()}; ` +
  `their lows lie within ${mb(rise).trim()}; ${collections.length - scavenges.length} other collections`);

scope.expect('there are enough teeth to judge', scavenges.length >= 10, { scavenges: scavenges.length });
scope.expect('no collection is missing from the record',
             collections.every((gc, i) => i === 0 || gc.cycle === collections[i - 1].cycle + 1),
             { first: collections[0]?.cycle, last: collections.at(-1)?.cycle, records: collections.length });
scope.expect('every scavenge was started by allocation', reasons.every((reason) => reason === 'allocation failure'), { reasons });
scope.expect('the lows stay level: they rise by less than a tenth of what was freed', rise < freed / 10, { rise, freed });
scope.expect('hardly anything is promoted: less than a twentieth of what was freed', sum('promotedBytes') < freed / 20,
             { promoted: sum('promotedBytes'), freed });
