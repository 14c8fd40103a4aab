'use strict';

// destroy of a resource that the garbage collector took comes before the immediates of the next turn; emitDestroy() takes its place.
require('v8').setFlagsFromString('--expose-gc');
const gc = require('vm').runInNewContext('gc');
const assert = require('assert');
const { AsyncResource, createHook } = require('async_hooks');

const destroyed = [];
createHook({ destroy: (id) => destroyed.push(id) }).enable();
const ids = (() => {
  const [left, ended] = [new AsyncResource('left'), new AsyncResource('ended')];
  ended.emitDestroy();
  return { left: left.asyncId(), ended: ended.asyncId() };
})();
setImmediate(() => {
  assert.deepStrictEqual(destroyed.filter((id) => id === ids.ended), [ids.ended]);
  gc();
  setImmediate(() => {
    assert.ok(destroyed.includes(ids.left));
    assert.strictEqual(destroyed.filter((id) => id === ids.ended).length, 1);
  });
});
