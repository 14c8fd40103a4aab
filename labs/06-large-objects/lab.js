'use strict';

// One array of a million numbers, and the space it lies in.

const scope = require('isoscope');

const { elements, refute } = scope.parameters({ elements: 1e6, refute: false });

function spaces() {
  return Object.fromEntries(scope.heapSpaces().map((space) => [space.name, space.usedBytes]));
}

scope.gc('major');
const before = spaces();
const kept = [];
if (refute) {
  for (let i = 0; i < elements / 1000; i++) kept.push(new Array(1000).fill(i + 0.5));
} else {
  kept.push(new Array(elements).fill(0.5));
}
const made = spaces();
scope.gc('minor');
scope.gc('minor');
const after = spaces();

console.log('space'.padEnd(28), 'made'.padStart(12), 'after two scavenges'.padStart(22));
const grown = {};
for (const name of Object.keys(before)) {
  grown[name] = after[name] - before[name];
  if (made[name] !== before[name] || grown[name] !== 0) {
    console.log(name.padEnd(28), String(made[name] - before[name]).padStart(12), String(grown[name]).padStart(22));
  }
}
const bytes = elements * 8;
scope.expect('the array was born in a large object space',
             made.new_large_object_space - before.new_large_object_space + (made.large_object_space - before.large_object_space) >= 0.9 * bytes,
             { bytes, made: made.new_large_object_space - before.new_large_object_space });
scope.expect('after scavenges it lies in the large object space', grown.large_object_space >= 0.9 * bytes, { grown: grown.large_object_space });
scope.expect('the old space did not take it', grown.old_space < 0.1 * bytes, { grown: grown.old_space });
if (kept.length === 0) throw new Error('unreachable: the array must stay alive');
