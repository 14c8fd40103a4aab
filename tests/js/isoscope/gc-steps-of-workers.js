// Not-under: gc-stress, which marks in its own way
'use strict';
// What V8's own threads do for the collections of a worker carries that worker's isolate.
require('../common');
const assert = require('assert');
const { Worker, isMainThread, parentPort } = require('worker_threads');
const scope = require('isoscope');

if (isMainThread) {
  new Worker(__filename).on('message', ({ isolate, thread, steps }) => {
    assert.ok(isolate > scope.isolateId);
    for (const name of ['concurrentMarking', 'concurrentSweeping']) assert.ok(steps.some(({ step }) => step === name), name);
    for (const step of steps) {
      assert.strictEqual(step.isolate, isolate);
      assert.ok(![thread, scope.snapshot().isolates[0].threadId].includes(step.thread));
    }
  });
} else {
  const keep = [];
  const mine = () => scope.history({ kinds: 'gcStep', isolate: scope.isolateId }).items.filter(({ onIsolateThread }) => !onIsolateThread);
  const enough = (steps) => ['concurrentMarking', 'concurrentSweeping'].every((name) => steps.some(({ step }) => step === name));
  const end = Date.now() + 8000;
  (function grow() {
    for (let i = 0; i < 20_000; i++) keep.push({ i, list: [i, i + 1] });
    if (keep.length > 1_500_000) keep.length = 0;
    const steps = mine();
    if (Date.now() < end && !enough(steps)) return setImmediate(grow);
    const { threadId } = scope.snapshot().isolates.find(({ id }) => id === scope.isolateId);
    parentPort.postMessage({ isolate: scope.isolateId, thread: threadId, steps });
  })();
}
