// Not-under: gc-stress, which marks in its own way
'use strict';
// What collections do outside of their pauses, and on V8's own threads.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

const keep = [];
const since = scope.history({ limit: 0 }).nextSequence;
const seen = () => {
  const steps = {};
  for (const item of scope.history({ since, kinds: 'gcStep' }).items) (steps[item.step] ??= []).push(item);
  return steps;
};
const end = Date.now() + 8000;
(function grow() {
  for (let i = 0; i < 20_000; i++) keep.push({ i, list: [i, i + 1] });
  if (keep.length > 1_500_000) keep.length = 0;
  const steps = seen();
  if (Date.now() < end && !(steps.incrementalMarking && steps.concurrentMarking && steps.concurrentSweeping)) return setImmediate(grow);
  for (const { onIsolateThread, isolate, thread } of steps.incrementalMarking) {
    assert.deepStrictEqual([onIsolateThread, isolate, thread], [true, scope.isolateId, scope.snapshot().isolates[0].threadId]);
  }
  for (const { onIsolateThread, isolate, thread } of [...steps.concurrentMarking, ...steps.concurrentSweeping]) {
    assert.deepStrictEqual([onIsolateThread, isolate], [false, scope.isolateId]);
    assert.notStrictEqual(thread, scope.snapshot().isolates[0].threadId);
  }
})();
