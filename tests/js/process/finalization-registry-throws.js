'use strict';
// What V8 calls by itself may throw too.
const common = require('../common');
const assert = require('assert');
const v8 = require('v8');
const vm = require('vm');

v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc');
process.on('uncaughtException', common.mustCall((error) => {
  assert.strictEqual(error.message, 'from the registry');
  clearInterval(alive);
}));
const registry = new FinalizationRegistry(() => { throw new Error('from the registry'); });
(() => registry.register({}, 1))();
const alive = setInterval(() => gc(), 5);
