'use strict';

// glob: wildcards, classes, braces, extended patterns, globstars, exclusions, in its three forms.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const cwd = tmpdir();
fs.mkdirSync(path.join(cwd, 'a', 'b'), { recursive: true });
fs.mkdirSync(path.join(cwd, '.hidden'));
for (const name of ['a/x.js', 'a/b/y.js', 'top.js', '.hidden/z.js', 'a/.dot']) fs.writeFileSync(path.join(cwd, name), '');
fs.symlinkSync('a', path.join(cwd, 'link'));

for (const [pattern, expected] of [
  ['*', ['a', 'link', 'top.js']],
  ['**', ['.', 'a', 'a/b', 'a/b/y.js', 'a/x.js', 'link', 'top.js']],
  ['**/*.js', ['a/b/y.js', 'a/x.js', 'top.js']],
  ['a/**', ['a', 'a/b', 'a/b/y.js', 'a/x.js']],
  ['*/**', ['a', 'a/b', 'a/b/y.js', 'a/x.js']],
  ['**/', ['.', 'a', 'a/b']],
  ['a/*/', ['a/b']],
  ['{a,b}/x.{js,ts}', ['a/x.js']],
  ['[at]*', ['a', 'top.js']],
  ['[!a]*', ['link', 'top.js']],
  ['!(a)', ['link', 'top.js']],
  ['@(a|top.js)', ['a', 'top.js']],
  ['?op.js', ['top.js']],
  ['.h*/*', ['.hidden/z.js']],
  ['link/*.js', ['link/x.js']],
  [path.join(cwd, '*.js'), [path.join(cwd, 'top.js')]],
  [['a/*', '*.js'], ['a/b', 'a/x.js', 'top.js']],
  ['nothing', []],
  ['', []],
]) {
  assert.deepStrictEqual(fs.globSync(pattern, { cwd }).sort(), expected, String(pattern));
}
assert.deepStrictEqual(fs.globSync('**', { cwd, exclude: ['a/**'] }).sort(), ['.', 'link', 'top.js']);
assert.deepStrictEqual(fs.globSync('**/*.js', { cwd, exclude: (name) => name === 'b' }).sort(), ['a/x.js', 'top.js']);
assert.deepStrictEqual(fs.globSync('*.js', { cwd, withFileTypes: true }).map((entry) => [entry.name, entry.isFile()]), [['top.js', true]]);
assert.throws(() => fs.globSync(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.globSync('x', { exclude: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });

fs.glob('*.js', { cwd }, mustSucceed((matches) => assert.deepStrictEqual(matches, ['top.js'])));
(async () => {
  const matches = [];
  for await (const match of fs.promises.glob('**/*.js', { cwd })) matches.push(match);
  assert.deepStrictEqual(matches.sort(), ['a/b/y.js', 'a/x.js', 'top.js']);
})().then(mustCall());
