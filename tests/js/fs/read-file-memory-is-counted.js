'use strict';
// What readFileSync() returns counts as memory of array buffers.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'read-file-counted-'));
const file = path.join(folder, 'file');
const size = 8 << 20;
fs.writeFileSync(file, Buffer.alloc(size));
const before = process.memoryUsage().arrayBuffers;
const data = fs.readFileSync(file);
const after = process.memoryUsage().arrayBuffers;
fs.rmSync(folder, { recursive: true });
assert.strictEqual(data.length, size);
assert.ok(after - before >= size, `${after - before} bytes`);
