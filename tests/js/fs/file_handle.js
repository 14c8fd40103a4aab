'use strict';

// FileHandle: its operations, and its life until close.
const assert = require('assert');
const fs = require('fs/promises');
const path = require('path');
const { readFileSync } = require('fs');
const { mustCall, tmpdir } = require('../common');

async function main() {
  const file = path.join(tmpdir(), 'file');
  const handle = await fs.open(file, 'w+');
  assert.strictEqual(typeof handle.fd, 'number');
  assert.deepStrictEqual({ ...await handle.write('hello world') }, { bytesWritten: 11, buffer: 'hello world' });
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(5), 0, 5, 6);
  assert.deepStrictEqual([bytesRead, String(buffer)], [5, 'world']);
  assert.strictEqual((await handle.read({ position: 0 })).buffer.length, 16384);
  assert.strictEqual((await handle.stat()).size, 11);
  await handle.truncate(5);
  await handle.chmod(0o600);
  await handle.utimes(1, 2);
  await handle.sync();
  await handle.datasync();
  assert.strictEqual((await handle.stat({ bigint: true })).mtimeNs, 2000000000n);
  assert.strictEqual((await handle.writev([Buffer.from('ab'), Buffer.from('c')], 0)).bytesWritten, 3);
  const { buffers } = await handle.readv([Buffer.alloc(2), Buffer.alloc(3)], 0);
  assert.deepStrictEqual(buffers.map(String), ['ab', 'clo']);
  assert.strictEqual(readFileSync(file, 'utf8'), 'abclo');
  handle.on('close', mustCall());
  await Promise.all([handle.close(), handle.close()]);
  assert.strictEqual(handle.fd, -1);
  await handle.close();
  await assert.rejects(handle.read(Buffer.alloc(1)), { code: 'EBADF', message: 'file closed', syscall: 'read' });

  // close() waits for what is under way.
  const busy = await fs.open(file);
  const reading = busy.readFile('utf8');
  const closing = busy.close();
  assert.strictEqual(await reading, 'abclo');
  await closing;

  const whole = await fs.open(file, 'r+');
  assert.strictEqual(await fs.readFile(whole, 'utf8'), 'abclo');
  await whole.appendFile('!');
  await whole.writeFile('?');
  await whole.close();
  assert.strictEqual(readFileSync(file, 'utf8'), 'abclo!?');

  {
    await using scoped = await fs.open(file);
    assert.ok(scoped.fd >= 0);
  }
  await assert.rejects(fs.open(path.join(file, 'below')), { code: 'ENOTDIR', syscall: 'open' });
}
main().then(mustCall());
