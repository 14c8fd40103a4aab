'use strict';

// Four functions, made hot with one kind of value and then given another.

const scope = require('isoscope');

const { calls, refute } = scope.parameters({ calls: 30_000, refute: false });
scope.enable('tier,deopt');

function increment(value) { return value + 1; }
function sumOf(value, other) { return value + other; }
function lengthOf(list) { return list.size; }
function elementOf(list, index) { return list[index] + 1; }

const cases = [
  { fn: increment, usual: [1], unusual: ['text'], reason: /not a Smi|not a Number/, what: 'a text instead of a number' },
  { fn: sumOf, usual: [1, 2], unusual: [2 ** 31 - 1 + 2 ** 31, 2 ** 53], reason: /overflow|not a Smi|lost precision/, what: 'a sum beyond small integers' },
  { fn: lengthOf, usual: [{ size: 1 }], unusual: [{ other: 1, size: 2 }], reason: /wrong map/, what: 'an object of another shape' },
  { fn: elementOf, usual: [[1, 2, 3], 1], unusual: [[1, 2, 3], 7], reason: /out of bounds|not a Smi|hole|wrong map|Insufficient/, what: 'an index beyond the end' },
];

for (const { fn, usual, unusual, reason, what } of cases) {
  for (let i = 0; i < calls; i++) fn(...usual);
  const hot = scope.tierOf(fn);
  fn(...(refute ? usual : unusual));
  // Found by its place: what is inlined into the loop above is thrown away with it.
  const { line: here } = scope.historyOf(fn)[0];
  const last = scope.history({ kinds: ['deopt'] }).items.findLast((deopt) => deopt.scriptUrl === __filename && deopt.line === here);
  console.log(`${fn.name.padEnd(10)} ${hot}, then ${what}: ${last === undefined ? 'no deopt' : `${last.reason} at line ${last.line}, column ${last.column}`}`);
  scope.expect(`${fn.name} was optimized, and ${what} threw that away`, last !== undefined && reason.test(last.reason),
               { hot, reason: last?.reason, kind: last?.deoptKind, lost: last?.tierLost });
}
