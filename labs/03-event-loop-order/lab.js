'use strict';

// In which order nextTick, promises, timers and immediates run, and why an I/O callback changes it: not by priority but by the phase of the
// loop in which they are asked for. With --refute the second case is asked for outside of an I/O callback, where its claim is false.

const scope = require('isoscope');
const fs = require('fs');

const { refute } = scope.parameters({ refute: false });

function spin(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

// Asks for all four, last things first, and spins so long that the timer is due when the script lets go.
function askForAll(done) {
  const order = [];
  let left = 4;
  const note = (name) => () => {
    order.push(name);
    if (--left === 0) done(order);
  };
  setImmediate(note('immediate'));
  setTimeout(note('timeout'), 1);
  Promise.resolve().then(note('promise'));
  process.nextTick(note('nextTick'));
  spin(5);
}

function outside() {
  scope.mark('outside of an I/O callback');
  askForAll((order) => {
    report('outside of an I/O callback', order);
    scope.expect('outside: nextTick, promise, then the timer that is due, then the immediate',
                 order.join() === 'nextTick,promise,timeout,immediate', { order });
    setImmediate(inside);
  });
}

function inside() {
  const ask = () => {
    scope.mark('inside an I/O callback');
    askForAll((order) => {
      report('inside an I/O callback', order);
      scope.expect('inside: the immediate comes before the timer, though the timer is due', order.join() === 'nextTick,promise,immediate,timeout',
                   { order });
      setImmediate(phases);
    });
  };
  if (refute) setTimeout(() => setImmediate(ask), 1);  // From the check phase: timers come next, so the timer wins.
  else fs.readFile(__filename, ask);
}

function report(where, order) {
  console.log(`${where.padEnd(28)} ${order.join(' -> ')}`);
}

// What the loop itself says of the callbacks that have run.
function phases() {
  const callbacks = scope.history({ kinds: ['callback'] }).items;
  const phasesOf = (provider) => [...new Set(callbacks.filter((one) => one.provider === provider).map((one) => one.phase))];
  const rows = { Timeout: phasesOf('Timeout'), Immediate: phasesOf('Immediate'), FSREQCALLBACK: phasesOf('FSREQCALLBACK') };
  console.log('\nphases in which callbacks entered JavaScript:');
  for (const [provider, seen] of Object.entries(rows)) console.log(`  ${provider.padEnd(14)} ${seen.join(', ') || 'none'}`);
  const loop = scope.history({ kinds: ['loop'] }).items;
  console.log(`  ${loop.length} iterations of the loop recorded, the first (0) being the run of timers before it\n`);
  scope.expect('timers run in the timers phase only', rows.Timeout.join() === 'timers', rows);
  scope.expect('immediates run in the check phase only', rows.Immediate.join() === 'check', rows);
  if (!refute) scope.expect('file system callbacks run in the poll phase only', rows.FSREQCALLBACK.join() === 'poll', rows);
}

outside();
