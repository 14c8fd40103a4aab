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

// Where the border is: the smallest array of doubles that is born among the large objects.
const large = () => scope.heapSpaces().filter(({ name }) => name.endsWith('large_object_space')).reduce((sum, { usedBytes }) => sum + usedBytes, 0);
function isLarge(length) {
  scope.gc('major');  // What garbage there is does not go in between.
  const used = large();
  kept.push(new Array(length).fill(0.5));
  return large() > used;
}
let [small, big] = [1024, 131_072];
while (big - small > 1) {
  const middle = (small + big) >> 1;
  if (isLarge(middle)) big = middle;
  else small = middle;
}
console.log(`arrays of ${big} doubles (${big * 8 / 1024} KB) and more are large`);
scope.expect('the border is near 128 KB: half of a page of 256 KB', big * 8 > 120 * 1024 && big * 8 <= 128 * 1024, { bytes: big * 8 });
if (kept.length === 0) throw new Error('unreachable: the array must stay alive');
