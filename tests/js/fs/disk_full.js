'use strict';

// A full disk is told, with its code, by every way to write: nothing half-written is reported as done.

const assert = require('assert');
const fs = require('fs');
const { pipeline } = require('stream/promises');
const { Readable } = require('stream');
const { mustCall } = require('../common');

const kFull = '/dev/full';
const isFull = { code: 'ENOSPC', errno: -28, syscall: 'write' };
const kMany = Buffer.alloc(300000, 'x');

assert.throws(() => fs.writeFileSync(kFull, 'x'), isFull);
assert.throws(() => fs.appendFileSync(kFull, kMany), isFull);
const fd = fs.openSync(kFull, 'w');
assert.throws(() => fs.writeSync(fd, 'x'), isFull);
assert.throws(() => fs.writevSync(fd, [kMany, kMany]), isFull);
fs.write(fd, kMany, mustCall((error) => {
  assert.deepStrictEqual([error.code, error.syscall], ['ENOSPC', 'write']);
  fs.closeSync(fd);
}));
fs.writeFile(kFull, kMany, mustCall((error) => assert.strictEqual(error.code, 'ENOSPC')));

const stream = fs.createWriteStream(kFull);
stream.on('finish', () => assert.fail('finished'));
stream.on('error', mustCall((error) => assert.strictEqual(error.code, 'ENOSPC')));
stream.on('close', mustCall(() => assert.strictEqual(stream.bytesWritten, 0)));
stream.write('a', mustCall((error) => assert.strictEqual(error.code, 'ENOSPC')));
stream.end(mustCall((error) => assert.ok(error)));

(async () => {
  await assert.rejects(fs.promises.writeFile(kFull, 'x'), isFull);
  const handle = await fs.promises.open(kFull, 'w');
  await assert.rejects(handle.write('x'), isFull);
  await assert.rejects(handle.appendFile(kMany), isFull);
  await assert.rejects(pipeline(Readable.from([kMany, kMany]), handle.createWriteStream()), { code: 'ENOSPC' });
  await assert.rejects(fs.promises.copyFile(__filename, '/dev/full/x'), { code: 'ENOTDIR' });
})().then(mustCall());
