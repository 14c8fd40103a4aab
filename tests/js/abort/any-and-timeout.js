'use strict';

const common = require('../common');
const assert = require('assert');

const first = new AbortController();
const second = new AbortController();
const any = AbortSignal.any([first.signal, second.signal]);
const nested = AbortSignal.any([any]);
const order = [];
first.signal.addEventListener('abort', () => {
  // Dependants have the reason before any listener runs.
  order.push(['source', any.aborted, nested.aborted]);
});
nested.addEventListener('abort', common.mustCall(() => order.push(['nested', nested.reason])));
first.abort('why');
second.abort('not this');
assert.deepStrictEqual(order, [['source', true, true], ['nested', 'why']]);
assert.strictEqual(any.reason, 'why');
assert.strictEqual(AbortSignal.any([]).aborted, false);
assert.strictEqual(AbortSignal.any([AbortSignal.abort(1), second.signal]).reason, 1);
assert.throws(() => AbortSignal.any([5]), { name: 'TypeError' });
assert.throws(() => AbortSignal.timeout(-1), { code: 'ERR_OUT_OF_RANGE' });

// The timer is unref'ed: something else must keep the loop alive.
const alive = setTimeout(() => {}, 10_000);
AbortSignal.timeout(1).addEventListener('abort', common.mustCall((event) => {
  assert.strictEqual(event.target.reason.name, 'TimeoutError');
  assert.strictEqual(event.target.reason.message, 'The operation was aborted due to timeout');
  clearTimeout(alive);
}));
