'use strict';

// Files that tell no size (procfs, devices, pipes) are read to their end.
const assert = require('assert');
const fs = require('fs');
const { mustCall, mustSucceed } = require('../common');

const status = fs.readFileSync('/proc/self/status', 'utf8');
assert.match(status, /^Name:/);
assert.match(status, /nonvoluntary_ctxt_switches:\t\d+\n$/);
assert.strictEqual(fs.readFileSync('/dev/null').length, 0);

fs.readFile('/proc/self/maps', 'utf8', mustSucceed((maps) => {
  assert.ok(maps.endsWith('\n'));
  assert.ok(maps.includes('[stack]'));
}));
fs.promises.readFile('/proc/self/maps').then(mustCall((maps) => assert.ok(maps.length > 100)));
