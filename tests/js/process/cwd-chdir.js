'use strict';
const common = require('../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const dir = common.tmpdir();
const start = process.cwd();
assert.strictEqual(path.isAbsolute(start), true);
process.chdir(dir);
assert.strictEqual(process.cwd(), dir);
fs.mkdirSync('below');
process.chdir('below');
assert.strictEqual(process.cwd(), path.join(dir, 'below'));
assert.throws(() => process.chdir('missing'), {
  code: 'ENOENT',
  syscall: 'chdir',
  path: process.cwd(),
  dest: 'missing',
  message: `ENOENT: no such file or directory, chdir '${process.cwd()}' -> 'missing'`,
});
assert.throws(() => process.chdir(1), { code: 'ERR_INVALID_ARG_TYPE' });
process.chdir(start);
assert.strictEqual(process.cwd(), start);
