// Flags: --allow-natives-syntax
'use strict';
// Tiers as V8's log tells them, as scope.tierOf says, and as %GetOptimizationStatus, the independent witness, has it.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

scope.enable('tiers');
const kMaglev = 1 << 5;
const kTurbofan = 1 << 6;
const kBaseline = 1 << 15;
const kInterpreted = 1 << 7;

function add(a, b) {
  return a + b;
}

function witness(fn) {
  const bits = %GetOptimizationStatus(fn);
  if (bits & kTurbofan) return 'turbofan';
  if (bits & kMaglev) return 'maglev';
  if (bits & kBaseline) return 'baseline';
  return bits & kInterpreted ? 'interpreted' : 'lazy';
}

const known = () => scope.functions({ name: 'add', scriptUrl: __filename });
function agree(tier) {
  assert.strictEqual(witness(add), tier);
  assert.strictEqual(scope.tierOf(add), tier);
  assert.strictEqual(known()[0].tier, tier);
}

assert.strictEqual(scope.tierOf(add), 'lazy');
assert.deepStrictEqual(known(), []);
add(1, 2);
agree('interpreted');
%CompileBaseline(add);
add(1, 2);
agree('baseline');
%PrepareFunctionForOptimization(add);
add(1, 2);
%OptimizeMaglevOnNextCall(add);
add(1, 2);
agree('maglev');
%OptimizeFunctionOnNextCall(add);
add(1, 2);
agree('turbofan');
%DeoptimizeFunction(add);
add(1, 2);
assert.strictEqual(scope.tierOf(add), witness(add));

const records = scope.history({ kinds: 'tier' }).items.filter((item) => item.function === 'add' && item.scriptUrl === __filename);
assert.deepStrictEqual(records.map(({ tier }) => tier), ['interpreted', 'baseline', 'maglev', 'turbofan']);
for (const { line, column, codeBytes, osr } of records) {
  assert.deepStrictEqual({ line, column, osr }, { line: 14, column: 13, osr: false });
  assert.ok(codeBytes > 0);
}
assert.ok(records[2].compileUs > 0 && records[3].compileUs > 0);
const { tiers } = scope.snapshot().isolates[0];
assert.strictEqual(tiers.v8Log, 'on');
assert.ok(tiers.interpreted > 0, JSON.stringify(tiers));
assert.strictEqual(scope.tierOf(Math.max), null);
assert.strictEqual(scope.tierOf(new Proxy(add, {})), null);
assert.throws(() => scope.tierOf(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(scope.optimizationStatusOf(add).bits, %GetOptimizationStatus(add));

// Watched no more: V8 tells nothing, and costs nothing.
scope.disable('tiers');
assert.strictEqual(scope.snapshot().isolates[0].tiers.v8Log, 'off');
