'use strict';

// realpath names the part of the path that failed; its native form the whole.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const directory = tmpdir();
const missing = path.join(directory, 'none', 'below');
const part = { code: 'ENOENT', syscall: 'lstat', path: path.join(directory, 'none') };
assert.throws(() => fs.realpathSync(missing), part);
assert.throws(() => fs.realpathSync.native(missing), { code: 'ENOENT', syscall: 'realpath', path: missing });
fs.realpath(missing, mustCall((error) => assert.throws(() => { throw error; }, part)));
fs.realpath.native(missing, mustCall((error) => assert.strictEqual(error.syscall, 'realpath')));
assert.rejects(fs.promises.realpath(missing), { syscall: 'realpath' }).then(mustCall());

fs.symlinkSync('two', path.join(directory, 'one'));
fs.symlinkSync('one', path.join(directory, 'two'));
assert.throws(() => fs.realpathSync(path.join(directory, 'one')), { code: 'ELOOP' });
