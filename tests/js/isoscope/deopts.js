// Flags: --allow-natives-syntax
'use strict';
// A deopt with its reason, place, inlining, the tier that was lost and the instruction that V8 goes on with.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

function add(a, b) {
  return a + b;
}
function outer(x) {
  return add(x, 1);
}

assert.throws(() => scope.deoptsOf(outer), { code: 'ERR_INVALID_STATE', message: /scope\.enable\('deopt'\)/ });
scope.enable(['deopts', 'tiers']);
%PrepareFunctionForOptimization(add);
%PrepareFunctionForOptimization(outer);
outer(1);
outer(2);
%OptimizeFunctionOnNextCall(outer);
outer(3);
assert.strictEqual(scope.tierOf(outer), 'turbofan');
assert.deepStrictEqual(scope.deoptsOf(outer), []);
outer('a');

const deopts = scope.deoptsOf(outer);
assert.strictEqual(deopts.length, 1);
const [{ reason, deoptKind, line, column, tierLost, osr, bytecodeOffset, scriptUrl }] = deopts;
assert.deepStrictEqual([reason, deoptKind, scriptUrl, line, column, tierLost, osr],
                       ['not a Smi', 'deopt-eager', __filename, 9, 12, 'turbofan', false]);
// V8 goes on in the innermost function.
const instruction = scope.bytecodeOf(add).instructions.find((row) => row.bytecodeOffset === bytecodeOffset);
assert.match(instruction.text, /^Add /);

const record = scope.history({ kinds: 'deopt' }).items.find((item) => item.function === 'outer');
assert.deepStrictEqual(record.inlinedAt, [{ scriptUrl: __filename, line: 12, column: 10 }]);
const [summary] = scope.functions({ name: 'add', scriptUrl: __filename });
assert.deepStrictEqual(summary.inlinedInto.map((into) => into.function), ['outer']);
assert.notStrictEqual(scope.tierOf(outer), 'turbofan');
assert.ok(scope.snapshot().isolates[0].tiers.deopts >= 1);
