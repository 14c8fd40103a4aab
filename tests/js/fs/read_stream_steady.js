'use strict';

// A file whose stream keeps up is read in larger steps: what comes, in which pieces, and what start, end, pausing, destroying and a file that
// grows do, is the same.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pipeline } = require('stream/promises');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'steady-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const kChunk = 64 * 1024;
const file = path.join(folder, 'file');
const bytes = Buffer.alloc(20 * kChunk + 1234);
for (let i = 0; i + 4 <= bytes.length; i += 4) bytes.writeUInt32LE(i, i & ~3);
fs.writeFileSync(file, bytes);

async function sizesOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return { sizes: chunks.map((chunk) => chunk.length), all: Buffer.concat(chunks) };
}

(async () => {
  let stream = fs.createReadStream(file);
  let { sizes, all } = await sizesOf(stream);
  assert.ok(all.equals(bytes));
  assert.deepStrictEqual(sizes, [...new Array(20).fill(kChunk), 1234]);
  assert.strictEqual(stream.bytesRead, bytes.length);

  for (const [start, end] of [[10, 7 * kChunk + 9], [0, 6 * kChunk - 1], [5, undefined], [undefined, 9 * kChunk + 5]]) {
    stream = fs.createReadStream(file, { start, end });
    ({ sizes, all } = await sizesOf(stream));
    assert.ok(all.equals(bytes.subarray(start ?? 0, end === undefined ? undefined : end + 1)), `${start} to ${end}`);
    assert.ok(sizes.slice(0, -1).every((size) => size === kChunk));
    assert.strictEqual(stream.bytesRead, all.length);
  }

  // Pausing holds at once, whatever was read already.
  stream = fs.createReadStream(file);
  let seen = 0;
  await new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.on('data', (chunk) => {
      seen++;
      if (seen % 3 !== 0) return;
      stream.pause();
      const at = seen;
      setTimeout(() => {
        assert.strictEqual(seen, at);
        stream.resume();
      }, 2);
    });
    stream.on('end', resolve);
  });
  assert.strictEqual(seen, 21);

  // Destroyed while there is more: no data after it, and the descriptor is closed.
  stream = fs.createReadStream(file);
  seen = 0;
  stream.on('data', () => { if (++seen === 7) stream.destroy(); });
  await new Promise((resolve) => { stream.on('close', resolve); });
  assert.strictEqual(seen, 7);
  assert.strictEqual(stream.fd, null);

  // Each chunk is memory of its own.
  const buffers = new Set();
  for await (const chunk of fs.createReadStream(file)) {
    buffers.add(chunk.buffer);
    assert.strictEqual(chunk.byteOffset, 0);
  }
  assert.strictEqual(buffers.size, 21);

  // A file that grows while it is read is read to where it then ends.
  const growing = path.join(folder, 'growing');
  fs.writeFileSync(growing, bytes);
  stream = fs.createReadStream(growing);
  let count = 0;
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (++count === 10) fs.appendFileSync(growing, bytes);
  }
  assert.strictEqual(size, 2 * bytes.length);

  // A replaced fs.read sees every read.
  let calls = 0;
  const own = { ...fs, read(...args) { calls++; return fs.read(...args); } };
  await sizesOf(fs.createReadStream(file, { fs: own }));
  assert.strictEqual(calls, 22);

  const copy = path.join(folder, 'copy');
  await pipeline(fs.createReadStream(file), fs.createWriteStream(copy));
  assert.ok(fs.readFileSync(copy).equals(bytes));
  console.log('ok');
})();
