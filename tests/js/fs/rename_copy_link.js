'use strict';

// rename, copyFile, link, symlink, readlink, realpath, unlink in their three forms; errors with two paths.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const directory = tmpdir();
const at = (name) => path.join(directory, name);
fs.writeFileSync(at('a'), 'text');

fs.copyFileSync(at('a'), at('b'));
assert.throws(() => fs.copyFileSync(at('a'), at('b'), fs.constants.COPYFILE_EXCL), {
  code: 'EEXIST', syscall: 'copyfile', path: at('a'), dest: at('b'), message: `EEXIST: file already exists, copyfile '${at('a')}' -> '${at('b')}'`,
});
fs.renameSync(at('b'), at('c'));
assert.throws(() => fs.renameSync(at('b'), at('c')), { code: 'ENOENT', syscall: 'rename', path: at('b'), dest: at('c') });
fs.linkSync(at('c'), at('hard'));
assert.strictEqual(fs.statSync(at('c')).nlink, 2);
fs.symlinkSync('c', at('soft'));
assert.strictEqual(fs.readlinkSync(at('soft')), 'c');
assert.deepStrictEqual(fs.readlinkSync(at('soft'), 'buffer'), Buffer.from('c'));
assert.strictEqual(fs.realpathSync(at('soft')), at('c'));
assert.strictEqual(fs.realpathSync.native(at('soft')), at('c'));
assert.throws(() => fs.readlinkSync(at('c')), { code: 'EINVAL', syscall: 'readlink' });
assert.throws(() => fs.symlinkSync('x', at('soft')), { code: 'EEXIST', path: 'x', dest: at('soft') });
fs.unlinkSync(at('hard'));
assert.throws(() => fs.unlinkSync(at('hard')), { code: 'ENOENT', syscall: 'unlink', path: at('hard') });

fs.copyFile(at('a'), at('d'), mustSucceed(() => {
  fs.rename(at('d'), at('e'), mustSucceed(() => {
    fs.symlink('e', at('l'), mustSucceed(() => {
      fs.readlink(at('l'), mustSucceed((target) => assert.strictEqual(target, 'e')));
      fs.realpath(at('l'), mustSucceed((real) => {
        assert.strictEqual(real, at('e'));
        fs.unlink(at('l'), mustSucceed());
      }));
    }));
  }));
}));
(async () => {
  const { copyFile, link, readlink, realpath, rename, symlink, unlink } = fs.promises;
  await copyFile(at('a'), at('p'));
  await rename(at('p'), at('q'));
  await link(at('q'), at('r'));
  await symlink('q', at('s'));
  assert.strictEqual(await readlink(at('s')), 'q');
  assert.strictEqual(await realpath(at('s')), at('q'));
  await unlink(at('s'));
  await assert.rejects(unlink(at('s')), { code: 'ENOENT', syscall: 'unlink' });
})().then(mustCall());
