'use strict';

// The same text and different texts given to eval: how often V8 compiled.

const scope = require('isoscope');

const { times, refute } = scope.parameters({ times: 100, refute: false });
scope.enable('compile');

const marker = scope.snapshot().time.monotonicUs;
function compilations(pattern) {
  return scope.history({ kinds: ['compile'] }).items
    .filter(({ function: name, stage, timeUs }) => timeUs >= marker && pattern.test(name ?? '') && /^interpreter/.test(stage)).length;
}

let sum = 0;
// One text at one place; a new one each time, as template engines and ORMs build them; and a function that was there all the time.
for (let i = 0; i < times; i++) sum += eval(refute ? `(function sameText() { return ${i} })()` : '(function sameText() { return 1 })()');
for (let i = 0; i < times; i++) sum += eval(`(function otherText() { return ${i} })()`);
function plain(i) { return i; }
for (let i = 0; i < times; i++) sum += plain(i);
if (sum === 0) throw new Error('unreachable');

const same = compilations(/^sameText$/);
const other = compilations(/^otherText$/);
const once = compilations(/^plain$/);
console.log(`${times} times: one text ${same} compilations, ${times} texts ${other}, a function ${once}`);
scope.expect('a function is compiled once', once === 1, { once });
scope.expect('each new text is compiled anew', other === times, { other });
scope.expect('the same text at the same place is compiled a few times, not each time', same >= 1 && same <= times / 2, { same });
