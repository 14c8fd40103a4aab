'use strict';

// Work that is no longer wanted: what a signal stops, and what runs on.

const scope = require('isoscope');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Worker } = require('worker_threads');

const { megabytes, refute } = scope.parameters({ megabytes: 32, refute: false });

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'cancelled-')), 'large');
fs.writeFileSync(file, Buffer.alloc(megabytes << 20));
const poolRecords = () => scope.history({ kinds: ['pool'] }).items;
const settled = () => new Promise((resolve) => setImmediate(resolve));

// Reads the whole file by chunks; aborted after the first one.
async function readAborted() {
  const controller = new AbortController();
  const handle = await fs.promises.open(file);
  const stream = handle.createReadStream({ signal: controller.signal });
  let bytes = 0;
  let code = null;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (!refute) controller.abort();
    }
  } catch (error) {
    ({ code } = error);
  }
  return { bytes, code };
}

// A worker fills the pool with operations of which most are in the queue when it is ended.
function endedWorker() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(`
      const { parentPort } = require('worker_threads');
      const crypto = require('crypto');
      for (let i = 0; i < 40; i++) crypto.pbkdf2('password', 'salt', ${refute ? 10 : 100_000}, 64, 'sha512', () => {});
      parentPort.postMessage('submitted');
    `, { eval: true });
    worker.on('error', reject).on('message', () => {
      if (!refute) worker.terminate();
    }).on('exit', resolve);
  });
}

(async () => {
  const before = poolRecords().length;
  const aborted = await readAborted();
  await settled();
  const reads = poolRecords().slice(before).filter(({ operation }) => operation === 'fs.read');
  console.log(`aborted after the first chunk: ${aborted.bytes} bytes of ${megabytes << 20}, ${reads.length} reads, ${aborted.code}`);
  scope.expect('the reader is told so', aborted.code === 'ABORT_ERR', aborted);
  scope.expect('reads that had begun ended, no more were begun: far less than the file was read',
               reads.length <= 4 && reads.every(({ endedUs }) => endedUs !== null),
               { reads: reads.length, ofTheFile: (megabytes << 20) / 65536 });

  const start = poolRecords().length;
  await endedWorker();
  await settled();
  const hashes = poolRecords().slice(start).filter(({ operation }) => operation === 'crypto.pbkdf2');
  const ran = hashes.filter(({ startedUs }) => startedUs !== null);
  const cancelled = hashes.filter(({ status, startedUs }) => status < 0 && startedUs === null);
  console.log(`a worker with ${hashes.length} operations was ended: ${ran.length} ran to their end, ${cancelled.length} never began`);
  scope.expect('operations in the queue were cancelled: they never began', cancelled.length > 0, { cancelled: cancelled.length });
  scope.expect('those on a thread ran to their end', ran.every(({ endedUs }) => endedUs !== null), { ran: ran.length });
  scope.expect('each of them is told of', ran.length + cancelled.length === hashes.length && hashes.length === 40, { told: hashes.length });
  fs.rmSync(path.dirname(file), { recursive: true });
})();
