'use strict';
// Measuring the loop's delay, as by default, does not change how long poll is told to wait: for ever while only an operation is awaited.
const common = require('../common');
const assert = require('assert');
const scope = require('isoscope');

assert.ok(scope.enabled().includes('delay'));
const since = scope.history({ limit: 0 }).nextSequence;
const observer = scope.observe('loop', () => {});  // Each turn by itself.

scope.poolSleep(250).then(common.mustCall(() => setImmediate(common.mustCall(() => {
  observer.close();
  const turns = scope.history({ since, kinds: 'loop' }).items.filter(({ iteration }) => iteration > 0);
  const slept = turns.filter(({ phasesUs }) => phasesUs.pollIdle > 1000);
  assert.ok(slept.length > 0);
  assert.deepStrictEqual([...new Set(slept.map(({ pollTimeoutMs }) => pollTimeoutMs))], [-1]);
  // And the delay is measured all the same: some twenty times, as the waits that it ended say.
  assert.ok(slept.length > 5, `${slept.length} waits`);
}))));
