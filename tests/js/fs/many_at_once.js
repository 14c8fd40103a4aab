'use strict';

// Thousands of operations at once all complete, each with its own result.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const directory = tmpdir();
const count = 2000;
for (let i = 0; i < 50; i++) fs.writeFileSync(path.join(directory, `${i}`), `${i}`.repeat(i + 1));
const checked = mustCall((i, text) => assert.strictEqual(text, `${i % 50}`.repeat(i % 50 + 1)), 2 * count);
for (let i = 0; i < count; i++) {
  const file = path.join(directory, `${i % 50}`);
  fs.readFile(file, 'utf8', (error, text) => checked(i, text));
  fs.promises.readFile(file, 'utf8').then((text) => checked(i, text));
  if (i % 4 === 0) fs.stat(file, (error, stats) => assert.strictEqual(stats.size, `${i % 50}`.length * (i % 50 + 1)));
}
