'use strict';

// Four functions, made hot with one kind of value and then given another.

const scope = require('isoscope');

const { refute } = scope.parameters({ refute: false });
scope.enable('tier,deopt');

// Calls it until its code is optimized, which happens beside the script.
function warm(fn, args) {
  const patience = performance.now() + 10_000;
  while (!['maglev', 'turbofan'].includes(scope.tierOf(fn)) && performance.now() < patience) {
    for (let i = 0; i < 500; i++) fn(...args);
  }
}

function increment(value) { return value + 1; }
function sumOf(value, other) { return value + other; }
function lengthOf(list) { return list.size; }
function elementOf(list, index) { return list[index] + 1; }

const cases = [
  { fn: increment, usual: [1], unusual: ['text'], reason: /not a Smi|not a Number/, what: 'a text instead of a number' },
  { fn: sumOf, usual: [1, 2], unusual: [2 ** 40 + 0.5, 2], reason: /overflow|not a Smi|lost precision/, what: 'a fraction instead of an integer' },
  { fn: lengthOf, usual: [{ size: 1 }], unusual: [{ other: 1, size: 2 }], reason: /wrong map/, what: 'an object of another shape' },
  { fn: elementOf, usual: [[1, 2, 3], 1], unusual: [[1, 2, 3], 7], reason: /out of bounds/, what: 'an index beyond the end' },
];

for (const { fn, usual, unusual, reason, what } of cases) {
  warm(fn, usual);
  const hot = scope.tierOf(fn);
  fn(...(refute ? usual : unusual));
  // Found by its place: what is inlined into the loop above is thrown away with it.
  const { line: here } = scope.historyOf(fn)[0];
  const last = scope.history({ kinds: ['deopt'] }).items.findLast((deopt) => deopt.scriptUrl === __filename && deopt.line === here);
  const told = last === undefined ? 'no deopt' : `${last.reason} at line ${last.line}, column ${last.column}`;
  console.log(`${fn.name.padEnd(10)} ${hot}, then ${what}: ${told}`);
  scope.expect(`${fn.name} was optimized, and ${what} threw that away`, last !== undefined && reason.test(last.reason),
               { hot, reason: last?.reason, kind: last?.deoptKind, lost: last?.tierLost });
}
