'use strict';

// The milestones of this process.

const scope = require('isoscope');

const { refute } = scope.parameters({ refute: false });

const { nodeTiming } = performance;
const atTopLevel = nodeTiming.loopStart;
setImmediate(() => {
  const names = ['nodeStart', 'v8Start', 'environment', 'bootstrapComplete', 'loopStart'];
  const times = names.map((name) => nodeTiming[name]);
  names.forEach((name, i) => console.log(`${name.padEnd(20)} ${times[i].toFixed(2).padStart(8)} ms`));
  scope.expect('they come in this order', times.every((time, i) => i === 0 || time >= times[i - 1]), { times });
  scope.expect('at top level the loop had not begun', (refute ? nodeTiming.loopStart : atTopLevel) === -1, { loopStart: atTopLevel });
  scope.expect('now it has', nodeTiming.loopStart > 0, { loopStart: nodeTiming.loopStart });
});
