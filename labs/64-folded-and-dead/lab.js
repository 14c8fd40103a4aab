'use strict';

// Pairs of functions that say the same in few and in many words, and the size of the code that V8 made of them.

const scope = require('isoscope');
const { execFileSync } = require('child_process');

const { child, refute } = scope.parameters({ child: false, refute: false });
scope.enable('tier');

function literal(x) { return x + 86_400_000; }
function folded(x) { return x + 24 * 60 * 60 * 1000; }

const HOURS = 24;
const MINUTES = 60;
function named(x) { return x + HOURS * MINUTES * MINUTES * 1000; }
function passed(x, hours, minutes) { return x + hours * minutes * minutes * 1000; }

function short(x) { return x + 1; }
function dead(x) {
  const debug = false;
  if (debug) x = Math.sin(x) * Math.cos(x) - Math.sqrt(x + 17) * x;
  return x + 1;
}
function alive(x, debug) {
  if (debug) x = Math.sin(x) * Math.cos(x) - Math.sqrt(x + 17) * x;
  return x + 1;
}
function fourTimes(point) {
  let sum = 0;
  for (let i = 0; i < 4; i++) sum = (sum + point.x * i) | 0;
  return sum;
}

// The size of TurboFan's code, in bytes.
function sizeOf(fn, calls) {
  const until = performance.now() + 10_000;
  for (let i = 0; scope.tierOf(fn) !== 'turbofan' && performance.now() < until; i++) {
    for (let j = 0; j < 100; j++) fn(...calls[i % calls.length]);
  }
  return scope.historyOf(fn)[0].tiers.findLast(({ tier, osr }) => tier === 'turbofan' && !osr)?.codeBytes;
}

if (child) {  // With a flag of V8's that the parent set.
  process.stdout.write(`${sizeOf(fourTimes, [[{ x: 3 }]])}`);
  process.exit();
}

const size = {
  literal: sizeOf(literal, [[1]]),
  folded: sizeOf(folded, [[1]]),
  named: sizeOf(named, [[1]]),
  passed: sizeOf(passed, [[1, 24, 60]]),
  short: sizeOf(short, [[1]]),
  dead: sizeOf(refute ? alive : dead, refute ? [[1, true], [1, false]] : [[1]]),
  alive: sizeOf(alive, [[1, true], [1, false]]),
};
const unrolled = sizeOf(fourTimes, [[{ x: 3 }]]);
const rolled = Number(execFileSync(process.execPath, ['--no-turboshaft-loop-unrolling', '--no-turbo-loop-peeling', __filename, '--child']));
const operations = (fn) => scope.bytecodeOf(fn).instructions.map(({ text }) => text);

for (const [name, bytes] of Object.entries(size)) console.log(`${name.padEnd(10)} ${String(bytes).padStart(5)} bytes of TurboFan code`);
console.log(`a loop of four turns: ${unrolled} bytes unrolled, ${rolled} with unrolling and peeling switched off`);

scope.expect('24 * 60 * 60 * 1000 is one constant in the bytecode already',
             operations(folded).some((text) => /^LdaSmi.*\[86400000\]$|^AddSmi/.test(text)) &&
             !operations(folded).some((text) => /^Mul/.test(text)), { bytecode: operations(folded) });
scope.expect('named constants are multiplied in bytecode', operations(named).some((text) => /^Mul/.test(text)));
scope.expect('and folded by TurboFan: the code is as large as with the result in it', size.named === size.literal && size.folded === size.literal,
             size);
scope.expect('what is passed in cannot be folded', size.passed > size.literal, size);
scope.expect('the bytecode has the branch that is never taken', operations(dead).length > operations(short).length + 10,
             { dead: operations(dead).length, short: operations(short).length });
scope.expect('TurboFan\'s code has not: it is as large as without', size.dead === size.short, size);
scope.expect('a branch that was taken is there', size.alive > size.short, size);
scope.expect('a loop of four turns is no loop any more: without unrolling its code has another size', unrolled !== rolled, { unrolled, rolled });
