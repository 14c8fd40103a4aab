'use strict';

// How long a pattern takes to say no, as the text gets longer.

const scope = require('isoscope');

const { pattern, from, to, refute } = scope.parameters({ pattern: '^(a+)+$', from: 14, to: 22, refute: false });
const regexp = new RegExp(refute ? '^a+$' : pattern);

function time(text) {
  let best = Infinity;
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    if (regexp.test(text)) throw new Error('unreachable: must not match');
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

time('aaa!');  // Compiles it.
time('aaa!');
const times = [];
for (let length = from; length <= to; length += 2) {
  times.push({ length, ms: time('a'.repeat(length) + '!') });
  console.log(`${String(length).padStart(3)} characters ${times.at(-1).ms.toFixed(3).padStart(10)} ms`);
}
const ratio = times.at(-1).ms / times[0].ms;
const doubled = 2 ** (to - from);
scope.expect(`${to} characters take more than ten times as long as ${from}`, ratio > 10, { ratio: Math.round(ratio), ifDoubledByEach: doubled });
