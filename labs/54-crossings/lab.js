'use strict';

// The same bytes, in many writes and in one.

const scope = require('isoscope');
const fs = require('fs');

const { writes, refute } = scope.parameters({ writes: 20_000, refute: false });
scope.enable('boundary');

const fd = fs.openSync('/dev/null', 'w');
const piece = Buffer.from('x');
const whole = Buffer.alloc(writes, 'x');

const calls = () => {
  const totals = new Map();
  for (const record of scope.history({ kinds: ['boundary'] }).items) {
    const name = `${record.binding}.${record.function}`;
    const total = totals.get(name) ?? { calls: 0, totalUs: 0 };
    total.calls += record.calls;
    total.totalUs += record.totalUs;
    totals.set(name, total);
  }
  return totals;
};

// The counts are sent every so often: waits until there are so many of them.
async function counted(wanted) {
  const until = performance.now() + (refute ? 500 : 10_000);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const seen = calls();
    const write = [...seen.keys()].find((name) => /^fs\.write/.test(name));
    if ((seen.get(write)?.calls ?? 0) >= wanted || performance.now() > until) return seen;
  }
}

(async () => {
  if (refute) fs.writeSync(fd, whole);
  else for (let i = 0; i < writes; i++) fs.writeSync(fd, piece);
  const many = await counted(writes);
  fs.writeSync(fd, whole);
  const after = await counted(writes + 1);
  fs.closeSync(fd);
  const busiest = [...after].sort((a, b) => b[1].calls - a[1].calls).slice(0, 5);
  for (const [name, { calls: count, totalUs }] of busiest) {
    console.log(`${name.padEnd(34)} ${String(count).padStart(7)} calls ${String(totalUs).padStart(8)} us`);
  }
  const write = busiest.map(([name]) => name).find((name) => /^fs\.write/.test(name)) ?? [...after.keys()].find((name) => /^fs\.write/.test(name));
  scope.expect('each small write was a crossing', many.get(write)?.calls === writes, { write, calls: many.get(write)?.calls });
  scope.expect('the big one was one more', after.get(write)?.calls === (many.get(write)?.calls ?? 0) + 1, { calls: after.get(write)?.calls });
})();
