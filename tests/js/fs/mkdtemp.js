'use strict';

// mkdtemp: six random characters, in every form; the disposable ones remove themselves.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const prefix = path.join(tmpdir(), 'name-');
const good = (made) => {
  assert.strictEqual(made.length, prefix.length + 6);
  assert.ok(made.startsWith(prefix));
  assert.ok(fs.statSync(made).isDirectory());
};
good(fs.mkdtempSync(prefix));
good(fs.mkdtempSync(prefix, 'buffer').toString());
fs.mkdtemp(prefix, mustSucceed(good));
fs.promises.mkdtemp(prefix).then(mustCall(good));
assert.notStrictEqual(fs.mkdtempSync(prefix), fs.mkdtempSync(prefix));
assert.throws(() => fs.mkdtempSync('/does/not/exist/x'), {
  code: 'ENOENT', syscall: 'mkdtemp', message: "ENOENT: no such file or directory, mkdtemp '/does/not/exist/xXXXXXX'",
});
assert.throws(() => fs.mkdtempSync(), { message: /^The "prefix" argument/ });

const disposable = fs.mkdtempDisposableSync(prefix);
good(disposable.path);
disposable[Symbol.dispose]();
assert.ok(!fs.existsSync(disposable.path));
fs.promises.mkdtempDisposable(prefix).then(mustCall(async (asynchronous) => {
  good(asynchronous.path);
  await asynchronous.remove();
  assert.ok(!fs.existsSync(asynchronous.path));
}));
