'use strict';

// The same copy, buffered and streamed, and the most memory that its bytes took.

const scope = require('isoscope');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pipeline } = require('stream/promises');

const { megabytes, refute } = scope.parameters({ megabytes: 48, refute: false });

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-copy-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const source = path.join(folder, 'source');
const target = path.join(folder, 'target');
const fd = fs.openSync(source, 'w');
const megabyte = Buffer.alloc(1 << 20, 'x');
for (let i = 0; i < megabytes; i++) fs.writeSync(fd, megabyte);
fs.closeSync(fd);

let peak = 0;
const look = () => { peak = Math.max(peak, process.memoryUsage().arrayBuffers); };

async function peakOf(copy) {
  scope.gc('major');
  await new Promise((resolve) => setTimeout(resolve, 30));  // The stores of dead Buffers are freed beside the script.
  const before = process.memoryUsage().arrayBuffers;
  peak = 0;
  await copy();
  return peak - before;
}

(async () => {
  const buffered = await peakOf(async () => {
    const data = await fs.promises.readFile(source);
    look();
    await fs.promises.writeFile(target, data);
  });
  const streamed = await peakOf(() => pipeline(
    fs.createReadStream(source),
    async function* pass(chunks) {
      const kept = [];
      for await (const chunk of chunks) {
        look();
        if (refute) kept.push(chunk);
        else yield chunk;
      }
      yield* kept;
    },
    fs.createWriteStream(target),
  ));
  const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  const operations = scope.snapshot().pool.completed;
  console.log(`${megabytes} MB copied: buffered at most ${mb(buffered)}, streamed ${mb(streamed)}; ${operations} pool operations in all`);
  scope.expect('buffered takes the whole file', buffered >= megabytes << 20, { buffered });
  scope.expect('streamed takes less than a third of it', streamed < (megabytes << 20) / 3, { streamed });
  scope.expect('the copy is whole', fs.statSync(target).size === megabytes << 20);
})();
