'use strict';
const common = require('../common');
const assert = require('assert');
const { createHook, executionAsyncId, executionAsyncResource } = require('async_hooks');

const events = new Map();
const note = (id, name) => {
  if (events.has(id)) events.get(id).push(name);
};
const hook = createHook({
  init(id, type, trigger, resource) {
    if (!['Timeout', 'Immediate', 'TickObject', 'Microtask'].includes(type) || events.size >= 4) return;
    assert.strictEqual(typeof resource, 'object');
    assert.strictEqual(trigger, executionAsyncId());
    events.set(id, [type]);
  },
  before: (id) => note(id, 'before'),
  after: (id) => note(id, 'after'),
  destroy: (id) => note(id, 'destroy'),
});
assert.strictEqual(hook.enable(), hook);
const timer = setTimeout(common.mustCall(() => assert.strictEqual(executionAsyncResource(), timer)), 1);
setImmediate(common.mustCall());
process.nextTick(common.mustCall());
queueMicrotask(common.mustCall());
process.on('exit', () => {
  hook.disable();
  const names = [...events.values()].sort();
  assert.deepStrictEqual(names.map(([type]) => type), ['Immediate', 'Microtask', 'TickObject', 'Timeout']);
  for (const list of names) assert.deepStrictEqual(list.slice(1), ['before', 'after', 'destroy'], list[0]);
});
for (const name of ['init', 'before', 'after', 'destroy', 'promiseResolve']) {
  assert.throws(() => createHook({ [name]: 1 }), { code: 'ERR_ASYNC_CALLBACK', message: `hook.${name} must be a function` });
}
