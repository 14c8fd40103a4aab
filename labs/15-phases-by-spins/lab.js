'use strict';

// Spins of known length in three phases, and what the loop's own record says of that iteration.

const scope = require('isoscope');
const fs = require('fs');

const { poll, check, timers, refute } = scope.parameters({ poll: 20, check: 30, timers: 40, refute: false });

function spin(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

// 'exit' is told when the loop has ended, in none of its phases. Listeners run in the order in which they came: this one before the verdict's.
process.on('exit', () => {
  const { loop: { phase } } = scope.snapshot().isolates.find(({ id }) => id === scope.isolateId);
  scope.expect('the \'exit\' event is told outside of the loop', phase === 'outside', { phase });
});

const order = [];
fs.stat(__filename, () => {
  order.push('poll');
  setImmediate(() => {
    order.push('check');
    if (!refute) spin(check);
  });
  setTimeout(() => {
    order.push('timers');
    spin(timers);
    setImmediate(judge);  // The record of this iteration is sent when it ends.
  }, 0);
  spin(poll);  // The timer is due when it ends.
});

function judge() {
  const records = scope.history({ kinds: ['loop'] }).items;
  // Found by its spins, not by its length: on a busy machine another iteration may take longer.
  const shared = ({ phasesUs: us }) => Math.min(us.poll, us.timers);
  const longest = records.reduce((most, record) => (shared(record) > shared(most) ? record : most));
  const { phasesUs } = longest;
  const wanted = { poll, check, timers };
  console.log(`iteration ${longest.iteration}, ${(longest.durationUs / 1e3).toFixed(1)} ms`);
  for (const phase of ['pending', 'idle', 'prepare', 'pollIdle', 'poll', 'check', 'closing', 'timers']) {
    const note = wanted[phase] === undefined ? '' : `   (a spin of ${wanted[phase]} ms)`;
    console.log(`  ${phase.padEnd(9)} ${(phasesUs[phase] / 1e3).toFixed(1).padStart(7)} ms${note}`);
  }
  scope.expect('the callbacks ran in the order poll, check, timers', order.join() === 'poll,check,timers', { order });
  for (const phase of Object.keys(wanted)) {
    scope.expect(`${phase} is as long as its spin`, phasesUs[phase] >= wanted[phase] * 1000, { us: phasesUs[phase], spunMs: wanted[phase] });
  }
  const sum = Object.values(phasesUs).reduce((total, us) => total + us, 0);
  scope.expect('the phases add up to the iteration', Math.abs(sum - longest.durationUs) <= 8 + longest.durationUs / 100,
               { sum, durationUs: longest.durationUs });
}
