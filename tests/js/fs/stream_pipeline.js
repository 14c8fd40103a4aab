'use strict';

// A file through a pipeline is the same file.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { pipeline } = require('stream/promises');
const { mustCall, tmpdir } = require('../common');

const directory = tmpdir();
const from = path.join(directory, 'from');
const to = path.join(directory, 'to');
const bytes = Buffer.alloc(3 * 1024 * 1024 + 17);
for (let i = 0; i < bytes.length; i++) bytes[i] = i * 31;
fs.writeFileSync(from, bytes);
pipeline(fs.createReadStream(from), fs.createWriteStream(to)).then(mustCall(() => {
  assert.ok(fs.readFileSync(to).equals(bytes));
}));
