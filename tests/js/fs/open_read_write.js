'use strict';

// read, write and their vectors at positions and at the file's own, synchronously.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { tmpdir } = require('../common');

const fd = fs.openSync(path.join(tmpdir(), 'file'), 'w+');
assert.strictEqual(fs.writeSync(fd, 'abcdef'), 6);
assert.strictEqual(fs.writeSync(fd, 'XY', 1), 2);
assert.strictEqual(fs.writeSync(fd, Buffer.from('12'), 0, 1, 5), 1);
assert.strictEqual(fs.writeSync(fd, Buffer.from('wxyz'), { offset: 2, length: 2 }), 2);
const buffer = Buffer.alloc(10);
assert.strictEqual(fs.readSync(fd, buffer, 0, 10, 0), 8);
assert.strictEqual(buffer.toString(), 'aXYde1yz\0\0');
assert.strictEqual(fs.readSync(fd, buffer, { position: 2, length: 2 }), 2);
assert.strictEqual(buffer.toString('latin1', 0, 2), 'Yd');
assert.strictEqual(fs.readSync(fd, buffer, 0, 1, 7n), 1);
assert.strictEqual(fs.readSync(fd, buffer, 0, 0, 0), 0);
assert.strictEqual(fs.writevSync(fd, [Buffer.from('p'), Buffer.from('qr')], 0), 3);
const parts = [Buffer.alloc(2), Buffer.alloc(2)];
assert.strictEqual(fs.readvSync(fd, parts, 0), 4);
assert.deepStrictEqual(parts.map(String), ['pq', 'rd']);
assert.strictEqual(fs.writevSync(fd, []), 0);
fs.ftruncateSync(fd, 3);
fs.fsyncSync(fd);
fs.fdatasyncSync(fd);
assert.strictEqual(fs.fstatSync(fd).size, 3);
assert.strictEqual(fs.readSync(fd, buffer, 0, 10, 3), 0);
fs.closeSync(fd);
assert.throws(() => fs.readSync(fd, buffer), { code: 'EBADF', syscall: 'read', message: 'EBADF: bad file descriptor, read' });
assert.throws(() => fs.closeSync(fd), { code: 'EBADF', syscall: 'close' });
