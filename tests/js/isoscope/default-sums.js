'use strict';

// What the default set records when nobody asks for each: every turn, entry, tick and microtask is counted, long ones have records of their own.
// The witnesses are the script's own counts.

const assert = require('assert');
const { spawnSync } = require('child_process');

if (process.argv[2] !== 'child') {
  const child = spawnSync(process.execPath, ['--observe=default', __filename, 'child'], { encoding: 'utf8' });
  assert.strictEqual(child.status, 0, child.stderr);
  return;
}

const kTurns = 3000;
let turns = 0, ticks = 0, microtasks = 0, timers = 0;
setTimeout(() => { timers++; }, 1);
setImmediate(function again() {
  turns++;
  if (turns % 10 === 0) process.nextTick(() => { ticks++; });
  if (turns % 100 === 0) Promise.resolve().then(() => { microtasks++; });
  if (turns === 2000) for (const end = performance.now() + 5; performance.now() < end;);
  if (turns < kTurns) setImmediate(again);
  else setTimeout(check, 5);
});

function check() {
  const scope = require('isoscope');  // Only now: from here on each has a record.
  const { items } = scope.history({ kinds: 'loop,callback' });
  const sum = (list, field) => list.reduce((all, item) => all + item[field], 0);
  const loops = items.filter(({ kind, iteration }) => kind === 'loop' && iteration > 0);
  const immediates = items.filter(({ provider }) => provider === 'Immediate');
  assert.strictEqual(sum(immediates, 'count'), turns);
  assert.ok(immediates.length < turns / 4, `${immediates.length} records`);
  assert.ok(immediates.every(({ phase }) => phase === 'check'));
  // Ticks and microtasks of immediates: the script makes no others there.
  assert.strictEqual(sum(immediates, 'ticks'), ticks);
  assert.ok(sum(immediates, 'microtasks') >= microtasks && microtasks === kTurns / 100);
  const spin = immediates.filter(({ longestUs }) => longestUs >= 5000);  // A busy machine may make more of them.
  assert.ok(spin.length >= 1 && spin.every(({ count, durationUs, longestUs }) => count === 1 && durationUs === longestUs));

  // Iterations: all of them, in stretches that follow each other.
  const iterations = scope.snapshot().isolates[0].loop.iterations;
  assert.ok(iterations >= turns);
  assert.strictEqual(sum(loops, 'count'), iterations);
  let next = loops[0].iteration;
  for (const loop of loops) {
    assert.strictEqual(loop.iteration, next);
    next += loop.count;
    const phases = Object.values(loop.phasesUs).reduce((a, b) => a + b, 0);
    assert.ok(phases <= loop.durationUs + 1 && loop.durationUs - phases <= 11, JSON.stringify(loop));
  }
  const long = loops.filter(({ longestUs }) => longestUs >= 5000);
  assert.ok(long.every(({ count }) => count === 1) && long.some(({ phasesUs }) => phasesUs.check >= 5000), JSON.stringify(long));
  const timeouts = items.filter(({ provider }) => provider === 'Timeout');
  assert.ok(timers === 1 && sum(timeouts, 'count') >= 1 && timeouts.every(({ phase }) => phase === 'timers'));

  // Asked for, each one is told apart.
  const since = scope.history().nextSequence;
  let left = 20;
  setImmediate(function each() {
    if (--left > 0) return setImmediate(each);
    setTimeout(() => {
      const after = scope.history({ since, kinds: 'callback' }).items.filter(({ provider }) => provider === 'Immediate');
      assert.ok(after.length >= 19);
      assert.deepStrictEqual(after.filter(({ count, durationUs, longestUs }) => count !== 1 || durationUs !== longestUs), []);
    }, 2);
  });
}
