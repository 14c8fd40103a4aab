'use strict';

// writeFile and appendFile in their three forms: text in an encoding, views of bytes, descriptors, modes, flags.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const directory = tmpdir();
const file = (name) => path.join(directory, name);
const read = (name) => fs.readFileSync(file(name), 'latin1');

fs.writeFileSync(file('a'), 'ff00', 'hex');
assert.strictEqual(read('a'), '\xff\x00');
fs.writeFileSync(file('a'), new Uint16Array([1, 2]));
assert.strictEqual(read('a'), '\x01\x00\x02\x00');
fs.writeFileSync(file('a'), new DataView(new ArrayBuffer(3), 1, 2));
assert.strictEqual(read('a'), '\x00\x00');
fs.writeFileSync(file('a'), 'one');
fs.appendFileSync(file('a'), 'two');
fs.writeFileSync(file('a'), 'three', { flag: 'a', flush: true });
assert.strictEqual(read('a'), 'onetwothree');
assert.throws(() => fs.writeFileSync(file('a'), '', { flag: 'wx' }), { code: 'EEXIST', syscall: 'open', path: file('a') });

process.umask(0);
fs.writeFileSync(file('mode'), '', { mode: 0o640 });
assert.strictEqual(fs.statSync(file('mode')).mode & 0o777, 0o640);

const fd = fs.openSync(file('fd'), 'w');
fs.writeFileSync(fd, 'ab');
fs.writeFileSync(fd, 'cd');
fs.closeSync(fd);
assert.strictEqual(read('fd'), 'abcd');

fs.writeFile(file('b'), 'later', mustSucceed(() => {
  fs.appendFile(file('b'), Buffer.from('!'), mustSucceed(() => assert.strictEqual(read('b'), 'later!')));
}));
fs.promises.writeFile(file('c'), ['a', Buffer.from('b'), 'c']).then(mustCall(() => assert.strictEqual(read('c'), 'abc')));
fs.promises.writeFile(file('d'), (async function* () { yield 'x'; yield 'y'; })()).then(mustCall(() => assert.strictEqual(read('d'), 'xy')));
fs.promises.appendFile(file('e'), 'new').then(mustCall(() => assert.strictEqual(read('e'), 'new')));

for (const data of [{}, 5, null, undefined, true]) {
  assert.throws(() => fs.writeFileSync(file('x'), data), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
}
