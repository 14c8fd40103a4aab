'use strict';

// A file of 128 MB read as a stream, and copied by a pipeline. What the disk does is the same for all: read the CPU time.

const fs = require('fs');
const { pipeline } = require('stream/promises');
const { measure, scratchFile } = require('./common.js');

const kMegabytes = 128;
const file = scratchFile(kMegabytes * 1024 * 1024);

(async () => {
  await measure('createReadStream of 128 MB', 1, async () => {
    let bytes = 0;
    for await (const chunk of fs.createReadStream(file)) bytes += chunk.length;
    if (bytes !== kMegabytes * 1024 * 1024) throw new Error(`${bytes} bytes`);
  }, 4);
  await measure('pipeline copy of 128 MB', 1, async () => {
    const copy = `${file}.copy`;
    await pipeline(fs.createReadStream(file), fs.createWriteStream(copy));
    if (fs.statSync(copy).size !== kMegabytes * 1024 * 1024) throw new Error('the copy is short');
    fs.unlinkSync(copy);
  }, 4);
})();
