'use strict';

// The callback forms of open, write, read, their vectors and close, with every way to leave arguments out.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { promisify } = require('util');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const file = path.join(tmpdir(), 'file');
fs.open(file, 'w+', mustSucceed((fd) => {
  fs.write(fd, 'hello', mustSucceed((written, text) => {
    assert.deepStrictEqual([written, text], [5, 'hello']);
    const bytes = Buffer.from('HE');
    fs.write(fd, bytes, 0, 2, 0, mustSucceed((count, buffer) => {
      assert.strictEqual(count, 2);
      assert.strictEqual(buffer, bytes);
      const target = Buffer.alloc(5);
      fs.read(fd, target, 0, 5, 0, mustSucceed((bytesRead, same) => {
        assert.strictEqual(same, target);
        assert.deepStrictEqual([bytesRead, String(target)], [5, 'HEllo']);
        fs.read(fd, { buffer: target, position: 3 }, mustSucceed((short) => {
          assert.strictEqual(short, 2);
          fs.read(fd, mustSucceed((none, own) => {
            assert.deepStrictEqual([none, own.length], [0, 16384]);
            fs.writev(fd, [Buffer.from('x'), Buffer.from('yz')], 1, mustSucceed((total) => {
              assert.strictEqual(total, 3);
              const all = [Buffer.alloc(2), Buffer.alloc(3)];
              fs.readv(fd, all, 0, mustSucceed((read, buffers) => {
                assert.strictEqual(buffers, all);
                assert.deepStrictEqual([read, all.map(String)], [5, ['Hx', 'yzo']]);
                promisify(fs.read)(fd, Buffer.alloc(1), 0, 1, 0).then(mustCall((result) => {
                  assert.strictEqual(result.bytesRead, 1);
                  assert.strictEqual(String(result.buffer), 'H');
                  fs.close(fd, mustSucceed());
                }));
              }));
            }));
          }));
        }));
      }));
    }));
  }));
}));
fs.read(9999, Buffer.alloc(2), 0, 2, 0, mustCall((error, count, buffer) => {
  assert.strictEqual(error.message, 'EBADF: bad file descriptor, read');
  assert.deepStrictEqual([count, buffer.length], [0, 2]);
}));
