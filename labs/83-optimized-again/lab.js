'use strict';

// A function that is given other kinds of values again and again: how often V8 throws its code away before it has learned.

const scope = require('isoscope');

const { refute } = scope.parameters({ refute: false });
scope.enable('tier,deopt');

function add(a, b) { return a + b; }

const isOptimized = () => ['maglev', 'turbofan'].includes(scope.tierOf(add));
const until = performance.now() + 20_000;  // Optimized code is made beside the script.
// Arguments from an array, so that the loop's own optimized code does not contain the function: then it would not be called any more.
function warm(pair) {
  do {
    for (let i = 0; i < 500; i++) add(...pair);
  } while (!isOptimized() && performance.now() < until);
  return isOptimized();
}
const deopts = () => scope.historyOf(add)[0].deopts.length;

add(1, 2);  // V8 knows of it from its first call on.
const kinds = [[1, 2], [0.5, 1.5], ['a', 'b'], [1n, 2n], [{}, []], [null, undefined]];
const rounds = [];
for (let round = 0; round < 4; round++) {
  const before = deopts();
  let optimized = 0;
  for (const pair of refute && round > 0 ? [] : kinds) if (warm(pair)) optimized++;
  rounds.push({ deopts: deopts() - before, optimized });
}
const { deopts: list, tiers } = scope.historyOf(add)[0];
for (const { reason, line, column } of list) console.log(`thrown away: ${reason} (line ${line}, column ${column})`);
console.log(`deopts in each round of ${kinds.length} kinds: ${rounds.map(({ deopts: count }) => count).join(', ')}; optimized code made ` +
  `${tiers.filter(({ compileUs }) => compileUs !== null).length} times`);
const slot = scope.icsOf(add).find(({ kind }) => kind === 'BinaryOp');
scope.expect('in the first round assumptions broke', rounds[0].deopts >= 1, { deopts: rounds[0].deopts });
scope.expect('it was optimized again after each', rounds[0].optimized === kinds.length, { optimized: rounds[0].optimized });
scope.expect('in the last round none did: what V8 has noted only becomes wider',
             rounds.at(-1).deopts === 0 && rounds.at(-1).optimized === kinds.length, rounds.at(-1));
scope.expect('its feedback now says: anything', /any/i.test(slot?.hint ?? ''), { hint: slot?.hint });
