'use strict';

// Two functions, one of which allocates nearly everything. V8's sampling heap profiler finds it.

const scope = require('isoscope');

const { megabytes, refute } = scope.parameters({ megabytes: 60, refute: false });

const kept = [];
function greedy(count) {
  let last;
  for (let i = 0; i < count; i++) last = { i, list: new Array(10).fill(i) };
  return last;
}
function modest(count) {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += i;
  if (sum > 0) kept.push({ sum });
  return sum;
}
function handler(work, count) { return work(count); }

const perRound = 24 + 16 + 10 * 8;
const count = Math.floor(megabytes * 1e6 / perRound / 10);
const stop = scope.sampleAllocations({ intervalBytes: 16384 });
for (let i = 0; i < 10; i++) {
  handler(refute ? modest : greedy, count);
  handler(modest, count);
}
const { sampledBytes, sites } = stop();
const gcs = scope.snapshot().isolates[0].gc.byType.scavenge;

for (const { function: name, line, selfBytes } of sites.slice(0, 4)) {
  console.log(`${String(Math.round(selfBytes / 1e3)).padStart(8)} kB  ${name ?? '(anonymous)'}${line === null ? '' : `, line ${line}`}`);
}
console.log(`${(sampledBytes / 1e6).toFixed(1)} MB sampled over ${gcs} scavenges; hardly any of it is alive`);
const own = sites.filter(({ scriptUrl }) => scriptUrl === __filename);
const of = (name) => sites.filter(({ function: own, stack }) => own === name || stack.some(({ function: caller }) => caller === name))
  .reduce((sum, { selfBytes }) => sum + selfBytes, 0);
scope.expect('the first site in the script is the greedy function', own[0]?.function === 'greedy', { first: own[0]?.function, line: own[0]?.line });
scope.expect('nearly everything was allocated there', of('greedy') > 0.9 * sampledBytes, { greedy: of('greedy'), sampledBytes });
scope.expect('with the function that called it', own[0]?.stack[0]?.function === 'handler',
             { stack: own[0]?.stack.map(({ function: name }) => name).slice(0, 2) });
scope.expect('the estimate has the order of what was allocated, garbage included', sampledBytes > megabytes * 0.5e6 && sampledBytes < megabytes * 3e6,
             { sampledBytes });
scope.expect('the profile is of allocations, not of what is kept: a collection took it all',
             scope.snapshot().isolates[0].heap.usedBytes < sampledBytes);
