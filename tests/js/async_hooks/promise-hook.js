'use strict';
const common = require('../common');
const assert = require('assert');
const { createHook, executionAsyncId } = require('async_hooks');

const seen = [];
const hook = createHook({
  init(id, type, trigger, resource) {
    if (type === 'PROMISE') {
      assert.ok(resource instanceof Promise);
      seen.push(['init', id, trigger]);
    }
  },
  promiseResolve: (id) => seen.push(['resolve', id]),
}).enable();
const first = Promise.resolve(1);
const second = first.then(common.mustCall(() => assert.strictEqual(executionAsyncId(), seen[2][1])));
second.then(() => {
  hook.disable();
  const [firstInit, firstResolve, secondInit] = seen;
  assert.deepStrictEqual(firstInit, ['init', firstInit[1], 1]);
  assert.deepStrictEqual(firstResolve, ['resolve', firstInit[1]]);
  assert.deepStrictEqual(secondInit, ['init', secondInit[1], firstInit[1]]);
});
