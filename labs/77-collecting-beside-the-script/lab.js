'use strict';

// A heap that grows, and who marks it: V8's worker threads, beside the script.

const scope = require('isoscope');
const { spawnSync } = require('child_process');

const { megabytes, single, refute } = scope.parameters({ megabytes: 40, single: false, refute: false });

if (refute && !single) {  // The same with a collector that has no other threads. V8 takes the flag only at its start.
  const { status, stdout } = spawnSync(process.execPath, ['--single-threaded-gc', __filename, '--single', `--megabytes=${megabytes}`],
    { encoding: 'utf8' });
  process.stdout.write(stdout);
  process.exit(status);
}

const kept = [];
const steps = () => scope.history({ kinds: ['gcStep'] }).items;
const has = (step) => steps().some((one) => one.step === step && !one.onIsolateThread);
const wanted = ['concurrentMarking', 'parallelScavenging'];
const until = performance.now() + (single ? 0 : 20_000);

// Objects that live: the old space grows, and V8 begins to mark before it is full. Between two portions the loop turns.
(async () => {
  for (let portion = 0; portion * 4 < megabytes || (!wanted.every(has) && performance.now() < until); portion++) {
    if (portion * 4 >= 4 * megabytes) kept.length = 0;
    for (let i = 0; i < 20_000; i++) kept.push({ i, text: `object ${i}`, list: [i, i, i] });
    await new Promise((resolve) => setImmediate(resolve));
  }
  const gcs = scope.history({ kinds: ['gc'] }).items;
  const bySteps = {};
  for (const { step, onIsolateThread, durationUs } of steps()) {
    const key = `${step}${onIsolateThread ? '' : ', beside the script'}`;
    const entry = bySteps[key] ??= { count: 0, us: 0 };
    entry.count++;
    entry.us += durationUs;
  }
  const pause = gcs.reduce((sum, { durationUs }) => sum + durationUs, 0);
  console.log(`${gcs.length} pauses, ${(pause / 1000).toFixed(1)} ms in all, while ${kept.length} objects are kept`);
  for (const [name, { count, us }] of Object.entries(bySteps)) console.log(`  ${name.padEnd(44)} ${String(count).padStart(5)} times, ` +
    `${(us / 1000).toFixed(1)} ms`);
  const others = new Set(steps().filter(({ onIsolateThread }) => !onIsolateThread).map(({ thread }) => thread));
  scope.expect('there were collections', gcs.length > 0, { pauses: gcs.length });
  scope.expect('marking went on beside the script, on another thread', has('concurrentMarking'), { threads: others.size });
  scope.expect('scavenges were shared with other threads', has('parallelScavenging'));
  scope.expect('those threads are not the script\'s', others.size > 0 && !others.has(process.pid), { threads: [...others].length });
})();
