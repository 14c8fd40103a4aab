'use strict';

// The longest run of ticks and microtasks after one callback, and which callback that was; how many drains there were and what ran in them.

const assert = require('assert');
const fs = require('fs');
const scope = require('isoscope');
const { executionAsyncId } = require('async_hooks');

function spin(ms) {
  for (const end = performance.now() + ms; performance.now() < end;);
}

const loop = () => scope.snapshot().isolates[0].loop;
const before = loop();
let culprit;

setImmediate(() => process.nextTick(spin, 1));
setTimeout(() => {}, 1);  // Drains nothing.
fs.stat('.', () => {
  culprit = executionAsyncId();
  for (let i = 0; i < 4; i++) process.nextTick(spin, 20);
  Promise.resolve().then(() => {}).then(() => {});
  setTimeout(check, 1);
});

function check() {
  const after = loop();
  assert.ok(after.ticks - before.ticks >= 5, JSON.stringify(after));
  assert.ok(after.microtasks - before.microtasks >= 2, JSON.stringify(after));
  const { longest, count, totalUs } = after.drains;
  assert.ok(count - before.drains.count >= 2);
  const callbacks = scope.history({ kinds: 'callback' }).items;
  const drains = callbacks.filter(({ ticks, microtasks }) => ticks + microtasks > 0);
  const idle = callbacks.filter((callback) => !drains.includes(callback));
  assert.ok(idle.length > 0 && idle.every(({ drainUs }) => drainUs === 0), JSON.stringify(idle));
  const ours = drains.find(({ asyncId }) => asyncId === culprit);
  assert.ok(ours.drainUs >= 80_000, JSON.stringify(ours));
  assert.deepStrictEqual([ours.provider, ours.ticks], ['FSREQCALLBACK', 4]);
  assert.ok(totalUs >= longest.durationUs && longest.durationUs >= ours.drainUs);
  // A machine that stood still may have made another one longer.
  const named = drains.reduce((most, drain) => (drain.drainUs > most.drainUs ? drain : most));
  const { provider, asyncId, ticks, microtasks } = named;
  assert.deepStrictEqual(longest, { timeUs: longest.timeUs, durationUs: named.drainUs, ticks, microtasks, provider, asyncId });
}
