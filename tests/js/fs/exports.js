'use strict';

// The keys of fs and fs/promises, in order, and the properties that cannot be changed.
const assert = require('assert');
const fs = require('fs');

assert.strictEqual(require('node:fs'), fs);
assert.strictEqual(require('fs/promises'), fs.promises);
assert.deepStrictEqual(Object.keys(fs.promises), [
  'access', 'copyFile', 'cp', 'glob', 'open', 'opendir', 'rename', 'truncate', 'rm', 'rmdir', 'mkdir', 'readdir', 'readlink', 'symlink', 'lstat',
  'stat', 'statfs', 'link', 'unlink', 'chmod', 'lchmod', 'lchown', 'chown', 'utimes', 'lutimes', 'realpath', 'mkdtemp', 'mkdtempDisposable',
  'writeFile', 'appendFile', 'readFile', 'watch', 'constants',
]);
const functions = Object.keys(fs).filter((name) => typeof fs[name] === 'function' && /^[a-z]/.test(name));
assert.strictEqual(functions.length, 91);
assert.deepStrictEqual([fs.readFile.length, fs.statSync.length, fs.stat.length, fs.write.length, fs.cp.length], [3, 1, 1, 6, 4]);
assert.strictEqual(fs.constants.O_RDONLY, 0);
assert.throws(() => { fs.constants = {}; }, TypeError);
assert.strictEqual(fs.F_OK, 0);
assert.strictEqual(fs.Stats.prototype.isFile.call({ mode: 0o100644, _checkModeProperty: fs.Stats.prototype._checkModeProperty }), true);
