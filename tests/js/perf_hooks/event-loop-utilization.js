'use strict';
const common = require('../common');
const assert = require('assert');
const { eventLoopUtilization, performance } = require('perf_hooks');

assert.deepStrictEqual(performance.eventLoopUtilization(), { idle: 0, active: 0, utilization: 0 });
setTimeout(common.mustCall(() => {
  const waited = eventLoopUtilization();
  assert.ok(waited.idle >= 40, `${waited.idle}`);
  for (const until = Date.now() + 50; Date.now() < until;);
  const spun = eventLoopUtilization(waited);
  assert.ok(spun.active >= 45 && spun.utilization > 0.9, JSON.stringify(spun));
  const later = eventLoopUtilization();
  const difference = eventLoopUtilization(later, waited);
  assert.ok(Math.abs(difference.active - (later.active - waited.active)) < 1e-6);
  const { nodeTiming } = performance;
  assert.ok(nodeTiming.idleTime >= 40);
  assert.ok(nodeTiming.loopStart > nodeTiming.environment && nodeTiming.environment >= 0);
  assert.strictEqual(nodeTiming.loopExit, -1);
  assert.ok(nodeTiming.bootstrapComplete > 0 && nodeTiming.v8Start > 0);
  assert.ok(nodeTiming.uvMetricsInfo.loopCount >= 1);
}), 60);
