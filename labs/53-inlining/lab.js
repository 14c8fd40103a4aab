'use strict';

// A caller, a small function, and where the code of the small one ended up.

const scope = require('isoscope');

const { calls, refute } = scope.parameters({ calls: 2e7, refute: false });
scope.enable('tier,deopt');

function square(x) { return x * x; }
function lengthSquared(x, y) { return square(x) + square(y); }

let sum = 0;
for (let i = 0; i < (refute ? 20 : calls); i++) sum += lengthSquared(3, 4);
if (sum % 25 !== 0) throw new Error('unreachable: 3 * 3 + 4 * 4');

const into = scope.historyOf(square).flatMap(({ inlinedInto }) => inlinedInto.map((place) => place.function));
console.log(`square is part of: ${into.map((name) => name ?? '(the script)').join(', ') || 'nothing'}; lengthSquared is ${scope.tierOf(lengthSquared)}`);

lengthSquared('not a number', 4);
const deopt = scope.history({ kinds: ['deopt'] }).items.findLast((item) => item.inlinedAt?.length > 0);
if (deopt !== undefined) {
  console.log(`deopt in line ${deopt.line}, inlined at ${deopt.inlinedAt.map((place) => `line ${place.line}, column ${place.column}`).join(' and at ')}`);
}
scope.expect('the small function is in the code of who calls it', into.length > 0, { into });
scope.expect('a deopt in it names the place of the call', deopt !== undefined && deopt.inlinedAt[0].line > deopt.line, { inlinedAt: deopt?.inlinedAt });
