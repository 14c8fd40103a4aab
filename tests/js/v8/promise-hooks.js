'use strict';
const common = require('../common');
const assert = require('assert');
const { promiseHooks } = require('v8');

const seen = [];
const stop = promiseHooks.createHook({
  init: (promise, parent) => seen.push(parent === undefined ? 'init' : 'init child'),
  before: () => seen.push('before'),
  after: () => seen.push('after'),
  settled: () => seen.push('settled'),
});
Promise.resolve(1).then(() => seen.push('then'));
setImmediate(common.mustCall(() => {
  stop();
  assert.deepStrictEqual(seen, ['init', 'settled', 'init child', 'before', 'then', 'settled', 'after']);
  assert.throws(() => promiseHooks.onInit(async () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
}));
