'use strict';

// One function, called more and more often, and the tier of its code.

const scope = require('isoscope');

const { calls, refute } = scope.parameters({ calls: 3e5, refute: false });
scope.enable('tier');

function area(shape) {
  return shape.width * shape.height;
}

function neverCalled() {
  return 42;
}

const climb = [[0, scope.tierOf(area)]];
const shapes = [{ width: 3, height: 4 }];  // Spread, so that the loop's own optimized code does not contain the function.
let sum = 0;
// Optimized code is made beside the script: on a busy machine it may come late.
const patience = performance.now() + (refute ? 0 : 5000);
const isOptimized = () => climb.some(([, tier]) => tier === 'maglev' || tier === 'turbofan');
for (let i = 1; i <= (refute ? 10 : calls) || (!isOptimized() && performance.now() < patience); i++) {
  sum += area(...shapes);
  if (i > 10 && i % 100 !== 0) continue;
  const tier = scope.tierOf(area);
  if (tier !== climb.at(-1)[1]) climb.push([i, tier]);
}
if (sum % 12 !== 0) throw new Error('unreachable: the sum is wrong');

for (const [count, tier] of climb) console.log(`after ${String(count).padStart(7)} calls  ${tier}`);
const history = scope.historyOf(area)[0];
for (const { tier, codeBytes, compileUs, osr } of history.tiers) {
  const remarks = (compileUs === null ? '' : `, compiled in ${compileUs} us`) + (osr ? ', entered in a loop' : '');
  console.log(`  ${tier.padEnd(12)} ${String(codeBytes).padStart(5)} bytes of code${remarks}`);
}
const tiers = climb.map(([, tier]) => tier);
const told = history.tiers.map(({ tier }) => tier);
const sizes = history.tiers.map(({ codeBytes }) => codeBytes);
scope.expect('before its first call it is not compiled', tiers[0] === 'lazy', { tiers });
scope.expect('then it is bytecode', tiers[1] === 'interpreted', { tiers });
scope.expect('hot, it is optimized', told.includes('maglev') || told.includes('turbofan'), { told });
scope.expect('optimized code is larger than bytecode', Math.max(...sizes) > sizes[0] * 4, { sizes });
scope.expect('what is never called is never compiled', scope.tierOf(neverCalled) === 'lazy');
