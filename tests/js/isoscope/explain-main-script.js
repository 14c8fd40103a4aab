'use strict';
// What waits for the main script, which asks for the watching itself: the script has a record from then on, so nothing is unexplained.

const common = require('../common');
const assert = require('assert');
const { executionAsyncId } = require('async_hooks');
const scope = require('isoscope');

function spin(ms) {
  for (const end = performance.now() + ms; performance.now() < end;);
}

function check(asyncId) {
  const { delayUs, partsUs, unexplainedUs, records } = scope.explain(asyncId);
  const figures = JSON.stringify({ delayUs, partsUs, unexplainedUs });
  const [script, ...others] = records.filter(({ provider }) => provider === 'SCRIPT');
  assert.deepStrictEqual(others, []);
  assert.deepStrictEqual([script.asyncId, script.phase], [1, 'outside']);
  assert.ok(script.durationUs >= 50_000 && script.drainUs >= 19_000 && script.ticks >= 1, JSON.stringify(script));
  // Collections that come by themselves take their time away from what they interrupt.
  assert.ok(partsUs.callbacks + partsUs.ticks + partsUs.gc >= 48_000 && partsUs.ticks + partsUs.gc >= 19_000, figures);
}

setTimeout(common.mustCall(() => setTimeout(check, 30, executionAsyncId())), 1);
spin(30);
process.nextTick(spin, 20);
