'use strict';

// Files of a directory that was given: opened, written, sought, read, listed, renamed and removed; nothing outside of it can be reached.

require('../common');
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { WASI } = require('wasi');
const { start } = require('../common/wasi');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wasi-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
fs.mkdirSync(`${folder}/in`);
fs.writeFileSync(`${folder}/secret`, 'secret');
fs.writeFileSync(`${folder}/in/input.txt`, 'hello from outside');
fs.symlinkSync('input.txt', `${folder}/in/link`);
fs.symlinkSync('../secret', `${folder}/in/escape`);
fs.symlinkSync('nowhere', `${folder}/in/dangling`);

const kOk = 0;
const kExist = 20;
const kNotFound = 44;
const kNotCapable = 76;
const kRoot = 3;
const kFollow = 1;
const kCreate = 1;
const kExclusive = 4;
const kFileRights = (1n << 1n) | (1n << 2n) | (1n << 5n) | (1n << 6n) | (1n << 21n) | (1n << 22n);

const { calls, get, put, vector, view } = start(new WASI({ version: 'preview1', preopens: { '/box': `${folder}/in` } }));

assert.strictEqual(calls.fd_prestat_get(kRoot, 64), kOk);
assert.strictEqual(view().getUint32(68, true), 4);
assert.strictEqual(calls.fd_prestat_dir_name(kRoot, 128, 4), kOk);
assert.strictEqual(get(128, 4), '/box');

function open(name, flags = 0, rights = kFileRights, follow = kFollow) {
  const length = put(1024, name);
  const error = calls.path_open(kRoot, follow, 1024, length, flags, rights, 0n, 0, 512);
  return [error, error === kOk ? view().getUint32(512, true) : undefined];
}

function read(fd, length) {
  assert.strictEqual(calls.fd_read(fd, vector(256, 4096, length), 1, 520), kOk);
  return get(4096, view().getUint32(520, true));
}

const readable = (1n << 1n) | (1n << 2n) | (1n << 5n) | (1n << 21n);
const [error, fd] = open('input.txt', 0, readable);
assert.strictEqual(error, kOk);
assert.strictEqual(read(fd, 5), 'hello');
assert.strictEqual(read(fd, 100), ' from outside');
assert.strictEqual(read(fd, 100), '');
assert.strictEqual(calls.fd_seek(fd, -7n, 2, 528), kOk);
assert.strictEqual(view().getBigUint64(528, true), 11n);
assert.strictEqual(read(fd, 100), 'outside');
assert.strictEqual(calls.fd_tell(fd, 528), kOk);
assert.strictEqual(view().getBigUint64(528, true), 18n);
assert.strictEqual(calls.fd_filestat_get(fd, 600), kOk);
assert.deepStrictEqual([view().getUint8(616), view().getBigUint64(632, true)], [4, 18n]);
assert.strictEqual(calls.fd_close(fd), kOk);

const [, made] = open('new.txt', kCreate | kExclusive);
const length = put(2048, 'written');
assert.strictEqual(calls.fd_write(made, vector(256, 2048, length), 1, 520), kOk);
assert.strictEqual(view().getUint32(520, true), length);
assert.strictEqual(calls.fd_pwrite(made, vector(256, 2048, 2), 1, 10n, 520), kOk);
assert.strictEqual(calls.fd_seek(made, 0n, 0, 528), kOk);
assert.strictEqual(read(made, 100), 'written\0\0\0wr');
assert.strictEqual(calls.fd_filestat_set_size(made, 3n), kOk);
assert.strictEqual(calls.fd_close(made), kOk);
assert.strictEqual(fs.readFileSync(`${folder}/in/new.txt`, 'utf8'), 'wri');
assert.strictEqual(open('new.txt', kCreate | kExclusive)[0], kExist);
assert.strictEqual(open('missing')[0], kNotFound);

const [linkError, linked] = open('link', 0, readable);
assert.strictEqual(linkError, kOk);
assert.strictEqual(read(linked, 5), 'hello');
assert.strictEqual(calls.fd_close(linked), kOk);
for (const name of ['../secret', 'in/../../secret', 'escape']) assert.strictEqual(open(name, 0, readable)[0], kNotCapable, name);

const from = put(1024, 'new.txt');
const to = put(1100, 'renamed.txt');
assert.strictEqual(calls.path_rename(kRoot, 1024, from, kRoot, 1100, to), kOk);
assert.strictEqual(calls.path_create_directory(kRoot, 1200, put(1200, 'sub')), kOk);

assert.strictEqual(calls.fd_readdir(kRoot, 8192, 4096, 0n, 520), kOk);
const names = [];
for (let at = 8192; at < 8192 + view().getUint32(520, true);) {
  const size = view().getUint32(at + 16, true);
  names.push(get(at + 24, size));
  at += 24 + size;
}
assert.deepStrictEqual(names.filter((name) => name !== '.' && name !== '..').sort(),
                       ['dangling', 'escape', 'input.txt', 'link', 'renamed.txt', 'sub']);

assert.strictEqual(calls.path_unlink_file(kRoot, 1100, to), kOk);
assert.strictEqual(calls.path_remove_directory(kRoot, 1200, 3), kOk);
assert.ok(!fs.existsSync(`${folder}/in/renamed.txt`) && !fs.existsSync(`${folder}/in/sub`));
