'use strict';

const zlib = require('zlib');
const { measure, keep, until } = require('./common.js');

// Log lines: what servers compress.
const lines = [];
for (let i = 0; lines.length < 8000; i++) {
  const message = `user ${i * 7919 % 10007} did ${['read', 'write', 'seek'][i % 3]}`;
  lines.push(JSON.stringify({ id: i, level: 'info', message, took: i * 31 % 977 }));
}
const large = Buffer.from(lines.join('\n'));
const small = large.subarray(0, 4096);
const packedLarge = zlib.gzipSync(large);
const packedSmall = zlib.gzipSync(small);

async function main() {
  await measure('gzipSync 4 KB', 1000, (ops) => {
    for (let i = 0; i < ops; i++) keep(zlib.gzipSync(small).length);
  });
  await measure('gunzipSync 4 KB', 2000, (ops) => {
    for (let i = 0; i < ops; i++) keep(zlib.gunzipSync(packedSmall).length);
  });
  await measure('gzipSync 700 KB', 5, (ops) => {
    for (let i = 0; i < ops; i++) keep(zlib.gzipSync(large).length);
  });
  await measure('gunzipSync 700 KB', 20, (ops) => {
    for (let i = 0; i < ops; i++) keep(zlib.gunzipSync(packedLarge).length);
  });
  await measure('gzip 4 KB', 1000, async (ops) => {
    for (let i = 0; i < ops; i += 10) {
      await Promise.all(Array.from({ length: 10 }, () => until((done) => zlib.gzip(small, done))));
    }
  });
}

main();
