'use strict';

const common = require('../common');
const assert = require('assert');
const fs = require('fs');
const { spawnSync } = require('child_process');

// A pipe has no path of its own: realpath() ends there. The old constants warn, once.
if (process.argv[2] === 'child') {
  assert.match(fs.realpathSync('/dev/stdin'), /^\/proc\/\d+\/fd\/(pipe|socket):\[\d+\]$/);
  fs.realpath('/dev/stdin', 'buffer', common.mustSucceed((path) => assert.ok(path instanceof Buffer)));
  process.on('warning', common.mustCall(({ code, message }) => {
    assert.strictEqual(code, 'DEP0176');
    assert.strictEqual(message, 'fs.R_OK is deprecated, use fs.constants.R_OK instead');
  }));
  assert.strictEqual(fs.R_OK, fs.constants.R_OK);
  assert.strictEqual(fs.W_OK, fs.constants.W_OK);
} else {
  const { status, stderr } = spawnSync(process.execPath, [__filename, 'child'], { input: 'x', encoding: 'utf8' });
  assert.strictEqual(status, 0, stderr);
}
