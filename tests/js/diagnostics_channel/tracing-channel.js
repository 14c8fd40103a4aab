'use strict';
const common = require('../common');
const assert = require('assert');
const dc = require('diagnostics_channel');

const tracing = dc.tracingChannel('test');
assert.strictEqual(tracing.start, dc.channel('tracing:test:start'));
assert.strictEqual(tracing.hasSubscribers, false);
const seen = [];
const handlers = {};
for (const name of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) handlers[name] = (context) => seen.push([name, { ...context }]);
tracing.subscribe(handlers);
assert.strictEqual(tracing.hasSubscribers, true);
const take = () => seen.splice(0).map(([name, context]) => `${name} ${Object.keys(context)}`);

assert.strictEqual(tracing.traceSync((a, b) => a + b, {}, null, 1, 2), 3);
assert.deepStrictEqual(take(), ['start ', 'end result']);
assert.throws(() => tracing.traceSync(() => { throw new Error('x'); }), { message: 'x' });
assert.deepStrictEqual(take(), ['start ', 'error error', 'end error']);

tracing.traceCallback((value, callback) => setImmediate(callback, null, value), -1, {}, null, 'value', common.mustSucceed((value) => {
  assert.strictEqual(value, 'value');
  setImmediate(async () => {
    assert.deepStrictEqual(take(), ['start ', 'end ', 'asyncStart result', 'asyncEnd result']);
    assert.strictEqual(await tracing.tracePromise(async () => 'done'), 'done');
    assert.deepStrictEqual(take(), ['start ', 'end ', 'asyncStart result', 'asyncEnd result']);
    await assert.rejects(tracing.tracePromise(async () => { throw new Error('y'); }), { message: 'y' });
    assert.deepStrictEqual(take(), ['start ', 'end ', 'error error', 'asyncStart error', 'asyncEnd error']);
    assert.strictEqual(tracing.unsubscribe(handlers), true);
    assert.strictEqual(tracing.unsubscribe(handlers), false);
    assert.strictEqual(tracing.traceSync(() => 1), 1);
    assert.deepStrictEqual(take(), []);
  });
}));
assert.throws(() => dc.tracingChannel(0), { code: 'ERR_INVALID_ARG_TYPE' });
