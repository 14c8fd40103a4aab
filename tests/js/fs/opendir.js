'use strict';

// Dir: by iterator, promise, callback and synchronously; what it says when closed.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const directory = tmpdir();
for (const name of ['a', 'b', 'c']) fs.writeFileSync(path.join(directory, name), '');
fs.mkdirSync(path.join(directory, 'd'));
fs.writeFileSync(path.join(directory, 'd', 'e'), '');

const sync = fs.opendirSync(directory, { bufferSize: 1 });
assert.strictEqual(sync.path, directory);
const names = [];
for (let entry = sync.readSync(); entry !== null; entry = sync.readSync()) names.push(entry.name);
assert.deepStrictEqual(names.sort(), ['a', 'b', 'c', 'd']);
sync.closeSync();
assert.throws(() => sync.readSync(), { code: 'ERR_DIR_CLOSED', message: 'Directory handle was closed' });
assert.throws(() => sync.closeSync(), { code: 'ERR_DIR_CLOSED' });

async function iterate() {
  const seen = [];
  const dir = await fs.promises.opendir(directory);
  for await (const entry of dir) {
    assert.strictEqual(entry.parentPath, directory);
    seen.push(entry.name);
  }
  assert.deepStrictEqual(seen.sort(), ['a', 'b', 'c', 'd']);
  await assert.rejects(dir.close(), { code: 'ERR_DIR_CLOSED' });  // The loop closed it.

  const deep = [];
  for await (const { name } of await fs.promises.opendir(directory, { recursive: true })) deep.push(name);
  assert.deepStrictEqual(deep.sort(), ['a', 'b', 'c', 'd', 'e']);

  const together = await fs.promises.opendir(directory, { bufferSize: 1 });
  const five = await Promise.all([together.read(), together.read(), together.read(), together.read(), together.read()]);
  assert.deepStrictEqual(five.map((entry) => entry && entry.name).sort(), ['a', 'b', 'c', 'd', null].sort());
  await together.close();
}
iterate().then(mustCall());

fs.opendir(directory, mustCall((error, dir) => {
  assert.strictEqual(error, null);
  dir.read(mustCall((failure, entry) => {
    assert.strictEqual(failure, null);
    assert.ok(['a', 'b', 'c', 'd'].includes(entry.name));
    dir.close(mustCall((closeError) => assert.ok(!closeError)));
  }));
}));
fs.opendir(path.join(directory, 'none'), mustCall((error) => {
  assert.deepStrictEqual([error.code, error.syscall], ['ENOENT', 'opendir']);
}));
