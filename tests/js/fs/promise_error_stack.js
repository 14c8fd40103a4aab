'use strict';

// The stack of a failed promise shows the async functions that wait for it.
const assert = require('assert');
const fs = require('fs/promises');
const { mustCall } = require('../common');

async function inner() {
  await fs.stat('/does/not/exist');
}
async function outer() {
  await inner();
}
outer().catch(mustCall((error) => {
  const lines = error.stack.split('\n').map((line) => line.trim());
  assert.strictEqual(lines[0], "Error: ENOENT: no such file or directory, stat '/does/not/exist'");
  assert.match(lines[1], /^at async .*stat/);
  assert.match(lines[2], /^at async inner/);
  assert.match(lines[3], /^at async outer/);
}));
