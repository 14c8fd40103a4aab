'use strict';
const common = require('../common');
const assert = require('assert');
const timers = require('timers/promises');
const { promisify } = require('util');

assert.strictEqual(require('timers').promises, timers);
assert.strictEqual(promisify(setTimeout), timers.setTimeout);
assert.strictEqual(promisify(setImmediate), timers.setImmediate);

(async () => {
  assert.strictEqual(await timers.setTimeout(1, 'value'), 'value');
  assert.strictEqual(await timers.setTimeout(), undefined);
  assert.strictEqual(await timers.setImmediate('now'), 'now');
  assert.strictEqual(await timers.scheduler.wait(1), undefined);
  assert.strictEqual(await timers.scheduler.yield(), undefined);
  const values = [];
  for await (const value of timers.setInterval(1, 'tick')) {
    values.push(value);
    if (values.length === 3) break;
  }
  assert.deepStrictEqual(values, ['tick', 'tick', 'tick']);
  await assert.rejects(timers.setTimeout('x'), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(timers.setTimeout(1, 1, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(timers.setTimeout(1, 1, { signal: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(timers.setImmediate(1, { ref: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(timers.setInterval(1, 1, { ref: 1 }).next(), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => new timers.scheduler.constructor(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
  assert.throws(() => timers.scheduler.wait.call({}), { code: 'ERR_INVALID_THIS' });
})().then(common.mustCall());
