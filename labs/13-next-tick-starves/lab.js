'use strict';

// A chain of ticks, then a chain of immediates, with a timer that wants to run among them.

const scope = require('isoscope');

const { rounds, refute } = scope.parameters({ rounds: 20_000, refute: false });

const iterations = () => scope.snapshot().isolates.find((isolate) => isolate.id === scope.isolateId).loop.iterations;

// Calls itself `rounds` times through `again`; tells after how many of them a timer of 1 ms had its turn.
function chain(again) {
  return new Promise((resolve) => {
    let done = 0;
    let timerAfter = -1;
    const from = iterations();
    const timer = setTimeout(() => {
      timerAfter = done;
      if (done === rounds) finish();
    }, 1);
    const started = performance.now();
    function finish() {
      clearTimeout(timer);
      resolve({ timerAfter, iterations: iterations() - from });
    }
    function step() {
      done++;
      if (done < rounds) return again(step);
      // The chain must be longer than the timer's millisecond, or it proves nothing.
      while (performance.now() - started < 5);
      if (timerAfter !== -1) finish();
    }
    again(step);
  });
}

setImmediate(async () => {
  const ticks = await chain(refute ? setImmediate : process.nextTick);
  const immediates = await chain(setImmediate);
  console.log(`ticks: the timer ran after ${ticks.timerAfter} of ${rounds}; the loop went round ${ticks.iterations} times`);
  console.log(`immediates: the timer ran after ${immediates.timerAfter} of ${rounds}; the loop went round ${immediates.iterations} times`);
  scope.expect('the timer had to wait for all the ticks', ticks.timerAfter === rounds, ticks);
  scope.expect('the loop stood still meanwhile', ticks.iterations <= 3, ticks);
  scope.expect('the timer ran among the immediates', immediates.timerAfter < rounds, immediates);
  scope.expect('the loop went round for each of them', immediates.iterations >= rounds - 1, immediates);
});
