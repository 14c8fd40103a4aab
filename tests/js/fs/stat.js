'use strict';

// Stats: figures, kinds, times and their bigint form, the same by every way.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const directory = tmpdir();
const file = path.join(directory, 'file');
const link = path.join(directory, 'link');
fs.writeFileSync(file, 'hello');
fs.symlinkSync('file', link);
fs.utimesSync(file, 1, 2.5);

const stats = fs.statSync(file);
assert.deepStrictEqual(Object.keys(stats), [
  'dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks', 'atimeMs', 'mtimeMs', 'ctimeMs', 'birthtimeMs',
]);
assert.strictEqual(stats.size, 5);
assert.strictEqual(stats.mtimeMs, 2500);
assert.deepStrictEqual(stats.mtime, new Date(2500));
assert.deepStrictEqual([stats.isFile(), stats.isDirectory(), stats.isSymbolicLink()], [true, false, false]);
assert.ok(fs.statSync(directory).isDirectory());
assert.ok(fs.lstatSync(link).isSymbolicLink());
assert.ok(fs.statSync(link).isFile());
assert.ok(fs.statSync('/dev/null').isCharacterDevice());

const big = fs.statSync(file, { bigint: true });
assert.strictEqual(big.size, 5n);
assert.strictEqual(big.mtimeNs, 2500000000n);
assert.strictEqual(big.mtimeMs, 2500n);
assert.strictEqual(Number(big.ino), stats.ino);
assert.ok(big.isFile());

const { atimeMs, ...withoutAccess } = stats;
const same = mustCall((other) => {
  const { atimeMs: ignored, ...rest } = other;
  assert.deepStrictEqual(rest, withoutAccess);
}, 4);
const fd = fs.openSync(file);
same(fs.fstatSync(fd));
fs.closeSync(fd);
fs.stat(file, mustSucceed(same));
fs.promises.stat(file).then(same);
fs.promises.lstat(file).then(same);
fs.stat(file, { bigint: true }, mustSucceed((other) => assert.strictEqual(other.size, 5n)));
fs.promises.stat(file, { bigint: true }).then(mustCall((other) => assert.strictEqual(other.size, 5n)));
