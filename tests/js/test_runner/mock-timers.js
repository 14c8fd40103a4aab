'use strict';

// Timers and the clock, moved by hand.

const assert = require('node:assert');
const { mock } = require('node:test');
const promises = require('node:timers/promises');

(async () => {
  const realTimeout = setTimeout;
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1000 });
  assert.strictEqual(Date.now(), 1000);
  const log = [];
  setTimeout(() => log.push('late'), 50);
  setTimeout((text) => log.push(text), 10, 'early');
  const interval = setInterval(() => log.push('tick'), 20);
  const cleared = setTimeout(() => log.push('never'), 5);
  clearTimeout(cleared);
  mock.timers.tick(20);
  assert.deepStrictEqual(log, ['early', 'tick']);
  assert.strictEqual(Date.now(), 1020);
  assert.strictEqual(new Date().getTime(), 1020);
  mock.timers.tick(30);
  assert.deepStrictEqual(log, ['early', 'tick', 'tick', 'late']);
  clearInterval(interval);
  const waited = promises.setTimeout(100, 'value');
  mock.timers.runAll();
  assert.strictEqual(await waited, 'value');
  assert.throws(() => mock.timers.enable(), { code: 'ERR_INVALID_STATE' });
  mock.timers.reset();
  assert.strictEqual(setTimeout, realTimeout);
  assert.ok(Date.now() > 1e12);
  assert.throws(() => mock.timers.tick(1), { code: 'ERR_INVALID_STATE' });
})();
