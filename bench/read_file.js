'use strict';

// A file of 1 KB, eight reads in flight.

const fs = require('fs');
const { measure, until, keep, scratchFile } = require('./common.js');

const kInFlight = 8;
const file = scratchFile(1024);

async function main() {
  await measure('readFile callback', 4000, (ops) => until((done) => {
    let started = 0;
    let left = ops;
    const read = () => {
      if (started++ < ops) fs.readFile(file, after);
    };
    const after = (error, data) => {
      if (error) return done(error);
      keep(data.length);
      if (--left === 0) done();
      else read();
    };
    for (let i = 0; i < kInFlight; i++) read();
  }));
  await measure('readFile promises', 4000, (ops) => {
    const chain = async () => {
      for (let i = 0; i < ops / kInFlight; i++) keep((await fs.promises.readFile(file)).length);
    };
    return Promise.all(Array.from({ length: kInFlight }, chain)).then(() => {});
  });
}

main();
