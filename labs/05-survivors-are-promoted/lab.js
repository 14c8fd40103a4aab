'use strict';

// A million objects that are kept, and the space in which they end up.

const scope = require('isoscope');

const { objects, refute } = scope.parameters({ objects: 1e6, refute: false });

const usedOf = (name) => scope.heapSpaces().find((space) => space.name === name).usedBytes;
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

scope.gc('major');
const before = usedOf('old_space');
const since = scope.snapshot().time.monotonicUs;

const kept = [];
for (let i = 0; i < objects; i++) {
  const record = { id: i, name: null, tags: null };
  if (!refute) kept.push(record);
}
scope.gc('minor');
scope.gc('minor');  // Twice: what was copied once is promoted now.

const grown = usedOf('old_space') - before;
const scavenges = scope.history({ kinds: ['gc'] }).items.filter((gc) => gc.startUs >= since && gc.type === 'scavenge');
const promoted = scavenges.reduce((sum, gc) => sum + gc.promotedBytes, 0);

console.log(`kept ${kept.length} objects; the old space grew by ${mb(grown)}; ${scavenges.length} scavenges promoted ${mb(promoted)}`);
const perObject = 40;  // A map, properties, elements and three fields: at least that with 64-bit fields.
scope.expect('the old space holds the kept objects', grown >= objects * perObject, { grown, atLeast: objects * perObject });
scope.expect('scavenges promoted most of it', promoted >= 0.5 * objects * perObject, { promoted });
