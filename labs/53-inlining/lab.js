'use strict';

// A caller, a small function, and where the code of the small one ended up.

const scope = require('isoscope');

const { calls, refute } = scope.parameters({ calls: 2e4, refute: false });
scope.enable('tier,deopt');

function square(x) { return x * x; }
function lengthSquared(x, y) { return square(x) + square(y); }

let sum = 0;
const sides = [3, 4];  // Spread, so that the loop's own optimized code does not contain the function.
const patience = performance.now() + 10_000;
const isOptimized = () => ['maglev', 'turbofan'].includes(scope.tierOf(lengthSquared));
do {
  for (let i = 0; i < (refute ? 20 : calls); i++) sum += lengthSquared(...sides);
} while (!refute && !isOptimized() && performance.now() < patience);
if (sum % 25 !== 0) throw new Error('unreachable: 3 * 3 + 4 * 4');

const into = scope.historyOf(square).flatMap(({ inlinedInto }) => inlinedInto.map((place) => place.function));
const names = into.map((name) => name ?? '(the script)').join(', ');
console.log(`square is part of: ${names || '(not told)'}; lengthSquared is ${scope.tierOf(lengthSquared)}`);

lengthSquared('not a number', 4);
const deopt = scope.history({ kinds: ['deopt'] }).items.findLast((item) => item.inlinedAt?.length > 0);
if (deopt !== undefined) {
  const places = deopt.inlinedAt.map((place) => `line ${place.line}, column ${place.column}`);
  console.log(`deopt in line ${deopt.line}, inlined at ${places.join(' and at ')}`);
}
scope.expect('its body was part of the caller\'s optimized code: the deopt in it names the place of the call',
             deopt !== undefined && deopt.line < deopt.inlinedAt[0].line, { line: deopt?.line, inlinedAt: deopt?.inlinedAt });
