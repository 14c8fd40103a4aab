'use strict';

// fs.watch tells of files that come and change; fs/promises' watch is an iterator of the same.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustCallAtLeast, tmpdir } = require('../common');

const directory = tmpdir();
const watcher = fs.watch(directory, mustCallAtLeast((event, name) => {
  assert.ok(['rename', 'change'].includes(event));
  if (name !== 'made') return;
  watcher.close();
}));
watcher.on('close', mustCall(iterate));
fs.writeFileSync(path.join(directory, 'made'), 'x');

async function iterate() {
  const controller = new AbortController();
  const changes = fs.promises.watch(directory, { signal: controller.signal });
  const first = changes.next();
  setImmediate(() => fs.writeFileSync(path.join(directory, 'second'), 'x'));
  let { value } = await first;
  while (value.filename === 'made') ({ value } = await changes.next());  // Late news of the first file.
  assert.strictEqual(value.filename, 'second');
  controller.abort();
  await assert.rejects(async () => { for await (const change of changes) assert.ok(change); }, { name: 'AbortError' });
}
assert.throws(() => fs.watch(path.join(directory, 'none')), {
  code: 'ENOENT', syscall: 'watch', path: path.join(directory, 'none'), filename: path.join(directory, 'none'),
});
