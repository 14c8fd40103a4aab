'use strict';

// rm: files, trees, links to trees (which stay), force and its errors.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const directory = tmpdir();
const at = (...names) => path.join(directory, ...names);
function tree(name) {
  fs.mkdirSync(at(name, 'x', 'y'), { recursive: true });
  for (let i = 0; i < 50; i++) fs.writeFileSync(at(name, 'x', `file${i}`), '');
  fs.symlinkSync(at('kept'), at(name, 'x', 'link'));
  return at(name);
}
fs.mkdirSync(at('kept'));
fs.writeFileSync(at('kept', 'file'), '');

const isDirectory = (where) => ({
  name: 'SystemError', code: 'ERR_FS_EISDIR', path: where, syscall: 'rm', errno: 21,
  message: `Path is a directory: rm returned EISDIR (is a directory) ${where}`,
});
const one = tree('one');
assert.throws(() => fs.rmSync(one), isDirectory(one));
fs.rmSync(one, { recursive: true });
assert.ok(!fs.existsSync(one));
assert.throws(() => fs.rmSync(one), { code: 'ENOENT', syscall: 'lstat', path: one });
fs.rmSync(one, { force: true });

const two = tree('two');
fs.rm(two, mustCall((error) => {
  assert.throws(() => { throw error; }, isDirectory(two));
  fs.rm(two, { recursive: true }, mustSucceed(() => assert.ok(!fs.existsSync(two))));
}));
const three = tree('three');
fs.promises.rm(three, { recursive: true, force: true }).then(mustCall(() => assert.ok(!fs.existsSync(three))));
assert.rejects(fs.promises.rm(at('none')), { code: 'ENOENT' }).then(mustCall());
process.on('beforeExit', () => assert.ok(fs.existsSync(at('kept', 'file'))));
