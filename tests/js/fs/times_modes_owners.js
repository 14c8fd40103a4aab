'use strict';

// utimes and its family, chmod, chown, truncate, access.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const directory = tmpdir();
const file = path.join(directory, 'file');
const link = path.join(directory, 'link');
fs.writeFileSync(file, '0123456789');
fs.symlinkSync('file', link);

fs.utimesSync(file, new Date(1000), '2.5');
assert.deepStrictEqual([fs.statSync(file).atimeMs, fs.statSync(file).mtimeMs], [1000, 2500]);
fs.lutimesSync(link, 3, 4);
assert.strictEqual(fs.lstatSync(link).mtimeMs, 4000);
assert.strictEqual(fs.statSync(file).mtimeMs, 2500);
const fd = fs.openSync(file, 'r+');
fs.futimesSync(fd, 5, 6);
assert.strictEqual(fs.fstatSync(fd).mtimeMs, 6000);
fs.fchmodSync(fd, 0o600);
assert.strictEqual(fs.fstatSync(fd).mode & 0o777, 0o600);
fs.fchownSync(fd, process.getuid(), process.getgid());
fs.closeSync(fd);
fs.chmodSync(file, '640');
assert.strictEqual(fs.statSync(file).mode & 0o777, 0o640);
fs.chownSync(file, -1, -1);
fs.lchownSync(link, -1, -1);
fs.truncateSync(file, 4);
assert.strictEqual(fs.readFileSync(file, 'utf8'), '0123');
assert.strictEqual(fs.accessSync(file, fs.constants.R_OK | fs.constants.W_OK), undefined);
assert.throws(() => fs.accessSync(`${file}x`), { code: 'ENOENT', syscall: 'access' });
assert.throws(() => fs.utimesSync(`${file}x`, 1, 1), { syscall: 'utime' });

(async () => {
  const { access, chmod, chown, lchown, lutimes, truncate, utimes } = fs.promises;
  await utimes(file, 7, 8);
  await lutimes(link, 9, 10);
  await chmod(file, 0o644);
  await chown(file, -1, -1);
  await lchown(link, -1, -1);
  await truncate(file, 2);
  await access(file);
  const stats = fs.statSync(file);
  assert.deepStrictEqual([stats.size, stats.mode & 0o777], [2, 0o644]);
  assert.strictEqual(fs.lstatSync(link).mtimeMs, 10000);
  await assert.rejects(access(`${file}x`), { code: 'ENOENT', syscall: 'access' });
  fs.truncate(file, 1, mustSucceed(() => {
    fs.utimes(file, 11, 12, mustSucceed(() => {
      fs.chmod(file, 0o600, mustSucceed(() => {
        fs.access(file, mustSucceed(() => assert.deepStrictEqual([fs.statSync(file).size, fs.statSync(file).mtimeMs], [1, 12000])));
      }));
    }));
  }));
})().then(mustCall());
