'use strict';

// An error of the operating system: code, errno, syscall, path.

require('../common');
const assert = require('assert');
const fs = require('fs');

assert.throws(() => fs.openSync('/does/not/exist'), (error) => {
  assert.strictEqual(error.name, 'Error');
  assert.strictEqual(error.constructor, Error);
  assert.strictEqual(error.code, 'ENOENT');
  assert.strictEqual(error.errno, -2);
  assert.strictEqual(error.syscall, 'open');
  assert.strictEqual(error.path, '/does/not/exist');
  assert.strictEqual(error.message, "ENOENT: no such file or directory, open '/does/not/exist'");
  return true;
});
