'use strict';
// One callback record for each timer, with its own ticks and when it was due; the longest drain and what caused it.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

function spin(ms) {
  for (const end = performance.now() + ms; performance.now() < end;);
}
const since = scope.history({ limit: 0 }).nextSequence;
const first = setTimeout(() => process.nextTick(() => Promise.resolve().then(() => spin(20))), 5);
const second = setTimeout(() => spin(10), 5);
const third = setTimeout(() => {}, 5);
spin(15);  // So that all three are due in the same run of timers.
setTimeout(check, 10);

function check() {
  setTimeout(() => {
    const items = scope.history({ since, kinds: 'callback' }).items;
    const of = (timer) => items.filter(({ asyncId, provider }) => provider === 'Timeout' && asyncId === Number(timer));
    for (const timer of [first, second, third]) assert.strictEqual(of(timer).length, 1);
    const [a, b, c] = [first, second, third].map((timer) => of(timer)[0]);
    assert.deepStrictEqual([a.phase, a.ticks], ['timers', 1]);
    assert.ok(a.microtasks >= 1 && a.drainUs >= 19_000 && a.durationUs >= a.drainUs, JSON.stringify(a));
    assert.ok(b.durationUs >= 9_000 && b.drainUs < 9_000 && b.ticks === 0, JSON.stringify(b));
    assert.ok(c.durationUs < b.durationUs);
    assert.ok(a.startUs + a.durationUs <= b.startUs + 1 && b.startUs + b.durationUs <= c.startUs + 1);
    for (const { dueUs, startUs } of [a, b, c]) assert.ok(dueUs <= startUs + 1000 && startUs - dueUs >= 8_000, `${dueUs} ${startUs}`);
    const { drains } = scope.snapshot().isolates[0].loop;
    assert.ok(drains.count >= 1 && drains.totalUs >= 19_000);
    assert.deepStrictEqual([drains.longest.asyncId, drains.longest.provider], [Number(first), 'Timeout']);
    assert.strictEqual(drains.longest.durationUs, a.drainUs);
  }, 1);
}
