'use strict';

// Millions of objects that nobody keeps, and which collections take them away.

const scope = require('isoscope');

const { objects, refute } = scope.parameters({ objects: 5e6, refute: false });

const kept = [];
let latest = null;  // Seen from outside of the loop: else TurboFan finds that no object escapes it, and makes none.

scope.mark('allocation begins');
const since = scope.snapshot().time.monotonicUs;
for (let i = 0; i < objects; i++) {
  latest = { x: i, y: i + 1, next: null };
  if (refute && i % 4 === 0) kept.push(latest);
}
scope.mark('allocation ends');

const gcs = scope.history({ kinds: ['gc'] }).items.filter((gc) => gc.startUs >= since);
const scavenges = gcs.filter((gc) => gc.type === 'scavenge');
const full = gcs.filter((gc) => gc.type === 'markSweepCompact');
const sum = (records, field) => records.reduce((total, gc) => total + gc[field], 0);
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

const freed = sum(scavenges, 'freedBytes');
const promoted = sum(scavenges, 'promotedBytes');
console.log(`${latest.y} objects made`);
console.log(`${scavenges.length} scavenges freed ${mb(freed)} in ${(sum(scavenges, 'durationUs') / 1e3).toFixed(1)} ms and promoted ${mb(promoted)}`);
console.log(`${full.length} full collections, ${(sum(full, 'durationUs') / 1e3).toFixed(1)} ms`);

scope.expect('there are scavenges to judge', scavenges.length >= 10, { scavenges: scavenges.length });
scope.expect('there are more than ten scavenges for each full collection', scavenges.length > 10 * full.length,
             { scavenges: scavenges.length, full: full.length });
scope.expect('less than a twentieth of what was freed was promoted', promoted < freed / 20, { promoted, freed });
