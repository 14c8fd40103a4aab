'use strict';

// The milestones of this process, and of two children what V8 had to compile before the first line of their scripts: with the startup snapshot and
// without it.

const scope = require('isoscope');
const { execFileSync } = require('child_process');

const { refute } = scope.parameters({ refute: false });

const { nodeTiming } = performance;
const atTopLevel = nodeTiming.loopStart;
const firstLine = performance.now();

const kMilestones = {
  nodeStart: 'main(): descriptors, signals, limits, the command line',
  v8Start: 'V8: flags, platform, no thread yet',
  environment: 'isolate and context, out of the snapshot; the loop made, not run',
  bootstrapComplete: 'what differs between two starts patched: argv, env, pid, clocks',
  firstLine: 'the main script compiled, its top level begun',
  loopStart: 'the top level is done: the loop begins',
};

// What was compiled before the script's own top level, by kind: builtins have URLs of our own.
function compiledAtStart(flags) {
  const program = `
    const { items } = require('isoscope').history({ kinds: ['compile'] });
    const builtins = items.filter(({ stage, scriptUrl }) => stage === 'interpreter' && /^(?:isoscope|node):/.test(scriptUrl));
    process.stdout.write(String(builtins.length));
  `;
  return Number(execFileSync(process.execPath, [...flags, '--observe=compile', '-e', program], { encoding: 'utf8' }));
}

setImmediate(() => {
  const times = Object.keys(kMilestones).map((name) => (name === 'firstLine' ? firstLine : nodeTiming[name]));
  Object.entries(kMilestones).forEach(([name, what], i) => console.log(`${times[i].toFixed(2).padStart(8)} ms  ${name.padEnd(18)} ${what}`));
  const fromSnapshot = compiledAtStart([]);
  const without = compiledAtStart(refute ? [] : ['--no-node-snapshot']);
  console.log(`functions of builtins compiled for a start: ${fromSnapshot} with the snapshot, ${without} without`);
  scope.expect('they come in this order', times.every((time, i) => i === 0 || time >= times[i - 1]), { times });
  scope.expect('at top level the loop had not begun', (refute ? nodeTiming.loopStart : atTopLevel) === -1, { loopStart: atTopLevel });
  scope.expect('now it has', nodeTiming.loopStart > 0, { loopStart: nodeTiming.loopStart });
  scope.expect('the bootstrap is in the snapshot: without it several times as many functions are compiled', without > 2 * fromSnapshot,
               { fromSnapshot, without });
});
