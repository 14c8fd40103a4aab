'use strict';

// Whom a function was inlined into, as scope.functions() says, is what TurboFan itself says of its inlining in the same run (--trace-turbo-inlining).

const assert = require('assert');
const { spawnSync } = require('child_process');

if (process.argv[2] !== 'child') {
  const flags = ['--allow-natives-syntax', '--trace-turbo-inlining', '--turbo-filter=outer'];
  const child = spawnSync(process.execPath, [...flags, '-e', `(${run})(${JSON.stringify(__filename)})`], { encoding: 'utf8' });
  assert.strictEqual(child.status, 0, child.stderr);
  const traced = new Set();
  const name = '\\{\\w+ <SharedFunctionInfo(?: (\\w+))?>\\}';
  const lines = new RegExp(`^Inlining \\w+ ${name} into \\w+ ${name}`, 'gm');
  for (const [, inner, into] of child.stdout.matchAll(lines)) traced.add(`${inner} in ${into}`);
  assert.deepStrictEqual([...traced].sort(), ['big in outer', 'small in outer']);
  const told = JSON.parse(/^told (.*)$/m.exec(child.stdout)[1]);
  assert.deepStrictEqual(told.sort(), [...traced].sort());
}

function run() {
  const scope = require('isoscope');
  scope.enable('tiers');
  const source = `
    function small(a) { return a + 1; }
    function big(a) { let sum = 0; for (let i = 0; i < 10; i++) sum += small(a + i); return sum; }
    function apart(a) { return a * 2; }
    function outer(a) { return big(a) + small(a) + apart(a); }
    %NeverOptimizeFunction(apart);
    for (const fn of [small, big, outer]) %PrepareFunctionForOptimization(fn);
    outer(1);
    outer(2);
    %OptimizeFunctionOnNextCall(outer);
    outer(3);
  `;
  require('vm').runInThisContext(source, { filename: 'inlined.js' });
  const functions = scope.functions({ scriptUrl: 'inlined.js' });
  const told = functions.flatMap((inner) => inner.inlinedInto.map((into) => `${inner.function} in ${into.function}`));
  console.log(`told ${JSON.stringify(told)}`);
}
