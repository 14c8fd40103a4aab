'use strict';

// A report of many rows as CSV: as a function, and as a worker that sends it without a copy.

const { isMainThread, parentPort, workerData } = require('worker_threads');

function makeCsv(rows) {
  const quoted = (value) => `"${String(value).replaceAll('"', '""')}"`;
  const lines = ['id,name,amount'];
  for (let id = 0; id < rows; id++) lines.push(`${id},${quoted(`customer ${id % 977}`)},${(id * 37 % 10_007) / 100}`);
  return Buffer.from(lines.join('\n'));
}

if (!isMainThread && parentPort !== null && workerData?.rows !== undefined) {
  const { buffer, byteOffset, byteLength } = makeCsv(workerData.rows);
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  parentPort.postMessage(bytes, [buffer]);
}

module.exports = { makeCsv };
