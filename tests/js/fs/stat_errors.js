'use strict';

// A missing file: an error, or undefined where that was asked for.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const missing = path.join(tmpdir(), 'missing');
const expected = (syscall) => ({
  code: 'ENOENT', errno: -2, syscall, path: missing, message: `ENOENT: no such file or directory, ${syscall} '${missing}'`,
});
assert.throws(() => fs.statSync(missing), expected('stat'));
assert.throws(() => fs.lstatSync(missing), expected('lstat'));
assert.throws(() => fs.fstatSync(9999), { code: 'EBADF', syscall: 'fstat', message: 'EBADF: bad file descriptor, fstat' });
assert.strictEqual(fs.statSync(missing, { throwIfNoEntry: false }), undefined);
assert.strictEqual(fs.lstatSync(`${missing}/below`, { throwIfNoEntry: false }), undefined);
fs.stat(missing, mustCall((error, stats) => {
  assert.throws(() => { throw error; }, expected('stat'));
  assert.strictEqual(stats, undefined);
}));
assert.rejects(fs.promises.lstat(missing), expected('lstat')).then(mustCall());
assert.throws(() => fs.stat(missing), { code: 'ERR_INVALID_ARG_TYPE', message: /"cb" argument must be of type function/ });
