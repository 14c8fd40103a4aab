'use strict';

// mkdir with parents: what it returns, and what it says when something is in the way.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const directory = tmpdir();
const at = (...names) => path.join(directory, ...names);
assert.strictEqual(fs.mkdirSync(at('a', 'b', 'c'), { recursive: true }), at('a'));
assert.strictEqual(fs.mkdirSync(at('a', 'b', 'c'), { recursive: true }), undefined);
assert.strictEqual(fs.mkdirSync(`${at('a', 'd')}/`, { recursive: true }), `${at('a', 'd')}/`);
assert.ok(fs.statSync(at('a', 'b', 'c')).isDirectory());
assert.strictEqual(fs.mkdirSync('/', { recursive: true }), undefined);

fs.writeFileSync(at('file'), '');
assert.throws(() => fs.mkdirSync(at('file'), { recursive: true }), { code: 'EEXIST', syscall: 'mkdir', path: at('file') });
assert.throws(() => fs.mkdirSync(at('file', 'x', 'y'), { recursive: true }), { code: 'ENOTDIR', path: at('file', 'x', 'y') });
assert.throws(() => fs.mkdirSync(at('none', 'x')), { code: 'ENOENT', path: at('none', 'x') });

fs.mkdir(at('p', 'q'), { recursive: true }, mustSucceed((first) => assert.strictEqual(first, at('p'))));
fs.mkdir(at('plain'), mustCall((...args) => assert.deepStrictEqual(args, [null])));
fs.promises.mkdir(at('r', 's'), { recursive: true }).then(mustCall((first) => assert.strictEqual(first, at('r'))));
assert.rejects(fs.promises.mkdir(at('file')), { code: 'EEXIST', message: `EEXIST: file already exists, mkdir '${at('file')}'` }).then(mustCall());
