'use strict';

// A thousand immediates, asked for at once and one by the other.

const scope = require('isoscope');

const { count, refute } = scope.parameters({ count: 1000, refute: false });

const iteration = () => scope.snapshot().isolates.find((isolate) => isolate.id === scope.isolateId).loop.iterations;

function atOnce() {
  return new Promise((resolve) => {
    const turns = new Set();
    let left = count;
    for (let i = 0; i < count; i++) {
      setImmediate(() => {
        turns.add(iteration());
        if (--left === 0) resolve(turns.size);
      });
    }
  });
}

function chained() {
  return new Promise((resolve) => {
    const turns = new Set();
    let left = count;
    setImmediate(function next() {
      turns.add(iteration());
      if (--left === 0) resolve(turns.size);
      else setImmediate(next);
    });
  });
}

setTimeout(async () => {
  const batch = await (refute ? chained() : atOnce());
  const chain = await chained();
  console.log(`${count} at once: ${batch} turn(s) of the loop; chained: ${chain}`);
  scope.expect('those asked for at once ran in one turn', batch === 1, { turns: batch });
  scope.expect('each chained one had a turn of its own', chain === count, { turns: chain });
}, 1);
