'use strict';

// What is looked at first, and what is taken all the same.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'order-')), 'file');
process.on('exit', () => fs.rmSync(path.dirname(file), { recursive: true }));
const type = (argument) => ({ code: 'ERR_INVALID_ARG_TYPE', message: new RegExp(`^The "${argument}" argument`) });

assert.throws(() => fs.writeFileSync(true, undefined), type('data'));
assert.throws(() => fs.appendFileSync({}, undefined), type('data'));
assert.throws(() => fs.writeFileSync({}, 'x'), type('path'));
assert.throws(() => fs.watch(5), type('path'));
assert.throws(() => fs.readFileSync(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fs.access(file, 'x'), type('cb'));
assert.throws(() => fs.globSync({}), { message: /must be an instance of Array/ });
assert.throws(() => fs.copyFile(file, file, -1), type('cb'));
// A descriptor comes last.
for (const name of ['fsync', 'fdatasync', 'fstat', 'fchmod', 'fchown', 'futimes', 'ftruncate', 'close']) {
  const rest = { fchmod: [0o600], fchown: [1, 1], futimes: [1, 1], ftruncate: [1], close: [null] }[name] ?? [];
  assert.throws(() => fs[name]('x', ...rest), type('cb'), name);
  assert.throws(() => fs[name](-1, ...rest.filter((value) => value !== null), () => {}), { code: 'ERR_OUT_OF_RANGE', message: /"fd"/ }, name);
}
assert.throws(() => fs.fchmodSync('x', null), type('mode'));
assert.throws(() => fs.fchownSync('x', 'x'), type('uid'));
assert.throws(() => fs.futimesSync('x', {}), type('atime'));
assert.throws(() => fs.ftruncateSync('x', 'x'), type('len'));
assert.throws(() => fs.rmSync(undefined, null), type('options'));
assert.throws(() => fs.rmdirSync('x', null), type('options'));
assert.throws(() => fs.rmdir(), type('cb'));
assert.throws(() => fs.mkdirSync('x', { mode: 'x' }), { code: 'ERR_INVALID_ARG_VALUE', message: /^The property 'options\.mode'/ });
assert.throws(() => fs.cpSync('x', 'y', { mode: 8 }), { code: 'ERR_OUT_OF_RANGE', message: /^The value of "mode"/ });
assert.throws(() => fs.copyFileSync(file, file, NaN), { code: 'ERR_OUT_OF_RANGE', message: 'mode is out of range' });
assert.throws(() => fs.createReadStream(file, { end: null }), type('end'));
// None means the usual one.
assert.deepStrictEqual(fs.globSync('*', { cwd: null }), fs.globSync('*'));

// realpath() takes what has a text, and nothing for the current folder.
assert.strictEqual(fs.realpathSync(''), fs.realpathSync(process.cwd()));
assert.throws(() => fs.realpathSync(undefined), { code: 'ENOENT', message: /undefined'$/ });
assert.throws(() => fs.realpathSync(Buffer.from('a\0b')), { code: 'ERR_INVALID_ARG_VALUE', message: /Received 'a\\x00b'$/ });
assert.throws(() => fs.realpathSync.native(5), type('path'));

const fd = fs.openSync(file, 'w+');
assert.throws(() => fs.write(fd, () => {}), type('buffer'));
assert.throws(() => fs.readvSync(fd, []), { code: 'EINVAL', syscall: 'read' });
// What is no position means the current one.
assert.strictEqual(fs.writeSync(fd, 'abc', null, 'no encoding'), 3);
assert.strictEqual(fs.writeSync(fd, Buffer.from('de'), 0, 2, 2 ** 53), 2);
assert.strictEqual(fs.readvSync(fd, [Buffer.alloc(1)], 1.5), 0);
assert.strictEqual(fs.readFileSync(file, 'latin1'), 'abcde');
fs.closeSync(fd);
console.log('ok');

// Reading into nothing is refused in every form.
const { mustCall } = require('../common');
(async () => {
  const handle = await fs.promises.open(__filename);
  await assert.rejects(handle.readv([]), { code: 'EINVAL', syscall: 'read' });
  await new Promise((resolve) => fs.readv(handle.fd, [], mustCall((error, count, buffers) => {
    assert.deepStrictEqual([error.code, error.syscall, count, buffers], ['EINVAL', 'read', 0, []]);
    resolve();
  })));
  await handle.close();
  // A function is no options, nor a callback here.
  await assert.rejects(fs.promises.cp(__dirname, '/nonexistent', () => {}), type('options'));
  await assert.rejects(fs.promises.cp(__dirname, '/nonexistent'), { code: 'ERR_FS_EISDIR', message: /is a directory \(not copied\)/ });
})().then(mustCall());
