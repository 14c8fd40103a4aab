'use strict';

// readdir: names in an encoding, Dirents, whole trees.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const directory = tmpdir();
fs.mkdirSync(path.join(directory, 'd', 'e'), { recursive: true });
fs.writeFileSync(path.join(directory, 'd', 'f'), '');
fs.writeFileSync(path.join(directory, 'a'), '');
fs.symlinkSync('a', path.join(directory, 'l'));

assert.deepStrictEqual(fs.readdirSync(directory).sort(), ['a', 'd', 'l']);
assert.deepStrictEqual(fs.readdirSync(directory, 'buffer').map(String).sort(), ['a', 'd', 'l']);
assert.deepStrictEqual(fs.readdirSync(directory, 'hex').sort(), ['61', '64', '6c']);
const tree = ['a', 'd', 'd/e', 'd/f', 'l'];
assert.deepStrictEqual(fs.readdirSync(directory, { recursive: true }).sort(), tree);
const kinds = (entries) => entries.map((entry) => {
  assert.ok(entry instanceof fs.Dirent);
  return [entry.name, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink(), path.relative(directory, entry.parentPath)];
}).sort();
const expected = [['a', true, false, false, ''], ['d', false, true, false, ''], ['l', false, false, true, '']];
assert.deepStrictEqual(kinds(fs.readdirSync(directory, { withFileTypes: true })), expected);

fs.readdir(directory, mustSucceed((names) => assert.deepStrictEqual(names.sort(), ['a', 'd', 'l'])));
fs.readdir(directory, { recursive: true }, mustSucceed((names) => assert.deepStrictEqual(names.sort(), tree)));
fs.readdir(directory, { withFileTypes: true }, mustSucceed((entries) => assert.deepStrictEqual(kinds(entries), expected)));
fs.promises.readdir(directory, { withFileTypes: true, recursive: true }).then(mustCall((entries) => {
  assert.deepStrictEqual(kinds(entries), [...expected, ['e', false, true, false, 'd'], ['f', true, false, false, 'd']].sort());
}));
const missing = path.join(directory, 'none');
const error = { code: 'ENOENT', syscall: 'scandir', path: missing };
assert.throws(() => fs.readdirSync(missing), error);
assert.throws(() => fs.readdirSync(missing, { recursive: true }), error);
assert.rejects(fs.promises.readdir(missing), error).then(mustCall());
