'use strict';
const common = require('../common');
const assert = require('assert');
const timers = require('timers/promises');

const aborted = { code: 'ABORT_ERR', name: 'AbortError', message: 'The operation was aborted' };
(async () => {
  const reason = new Error('reason');
  await assert.rejects(timers.setTimeout(1, 1, { signal: AbortSignal.abort(reason) }), { ...aborted, cause: reason });
  await assert.rejects(timers.setImmediate(1, { signal: AbortSignal.abort() }), aborted);
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = [timers.setTimeout(100000, 1, { signal }), timers.setInterval(100000, 1, { signal }).next()];
  setImmediate(() => controller.abort());
  for (const promise of waiting) await assert.rejects(promise, aborted);
  const late = new AbortController();
  assert.strictEqual(await timers.setTimeout(1, 'done', { signal: late.signal }), 'done');
  late.abort();
})().then(common.mustCall());
