'use strict';
const common = require('../common');
const assert = require('assert');
const { createHook, executionAsyncId } = require('async_hooks');
const fs = require('fs');

const seen = [];
let id;
createHook({
  init(asyncId, type) {
    if (type !== 'FSREQCALLBACK') return;
    id = asyncId;
    seen.push('init');
  },
  before: (asyncId) => asyncId === id && seen.push('before'),
  after: (asyncId) => asyncId === id && seen.push('after'),
}).enable();
fs.stat(__filename, common.mustSucceed(() => {
  assert.strictEqual(executionAsyncId(), id);
  seen.push('callback');
}));
process.on('exit', () => assert.deepStrictEqual(seen, ['init', 'before', 'callback', 'after']));
