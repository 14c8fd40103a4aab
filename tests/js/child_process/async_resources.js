'use strict';

// The async resources of a child process have Node's type names.
const assert = require('assert');
const asyncHooks = require('async_hooks');
const { spawn } = require('child_process');
const { mustCall } = require('../common');

const types = [];
asyncHooks.createHook({ init(id, type) { types.push(type); } }).enable();
spawn('true').on('close', mustCall(() => {
  assert.strictEqual(types.filter((type) => type === 'PROCESSWRAP').length, 1);
  assert.strictEqual(types.filter((type) => type === 'PIPEWRAP').length, 3);
}));
