'use strict';

// Recursion to the end of the stack, twice, and what the heap sees of it.

const scope = require('isoscope');

const { refute } = scope.parameters({ refute: false });

const kept = [];

function slim(depth) {
  if (refute) kept.push({ depth, text: `frame ${depth}` });
  try {
    return slim(depth + 1);
  } catch {
    return depth;
  }
}

function wide(depth, a, b, c, d, e, f, g, h) {
  const i = a + 1, j = b + 1, k = c + 1, l = d + 1, m = e + 1, n = f + 1, o = g + 1, p = h + 1;
  try {
    return wide(depth + 1, i, j, k, l, m, n, o, p) + (i & 0);
  } catch {
    return depth + ((i + j + k + l + m + n + o + p) & 0);
  }
}

slim(0);  // Compiles it, so that the heap figures are of the calls alone.
let slimDepth = 0;
let grown = Infinity;
for (let i = 0; i < 5; i++) {  // The least of some: feedback and compilations are in the heap, too.
  scope.gc('major');
  kept.length = 0;
  const before = process.memoryUsage().heapUsed;
  slimDepth = slim(0);
  grown = Math.min(grown, process.memoryUsage().heapUsed - before);
}
const wideDepth = wide(0, 1, 2, 3, 4, 5, 6, 7, 8);

let error;
try {
  (function forever() { forever(); })();
} catch (caught) {
  error = caught;
}

// The demo of a call stack: who is on it while the innermost runs, and after.
const onStack = () => new Error().stack.split('\n').map((line) => /at (multiply|square|main) /.exec(line)?.[1]).filter(Boolean);
let inside;
function multiply(a, b) {
  inside = onStack();
  return a * b;
}
function square(n) { return multiply(n, n); }
function main() { return square(5); }
const result = main();
const outside = onStack();

console.log(`while multiply runs: ${inside.join(' <- ')}; after: ${outside.join(' <- ') || 'none of them'}`);
console.log(`one variable a frame: ${slimDepth} frames deep; seventeen: ${wideDepth}; the heap grew by ${grown} bytes`);
scope.expect('the last one called is the first to return', result === 25 && inside.join() === 'multiply,square,main' && outside.length === 0,
             { inside });
scope.expect('the end of the stack is a RangeError that can be caught', error instanceof RangeError, { message: error?.message });
scope.expect('frames with more variables leave room for fewer', wideDepth < slimDepth, { slimDepth, wideDepth });
scope.expect('thousands of frames took less than a tenth of a megabyte of heap', grown < 1e5, { grown });
