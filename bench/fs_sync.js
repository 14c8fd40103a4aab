'use strict';

const fs = require('fs');
const { measure, keep, scratchFile } = require('./common.js');

const file = scratchFile(1024);

async function main() {
  await measure('readFileSync', 10000, (ops) => {
    for (let i = 0; i < ops; i++) keep(fs.readFileSync(file).length);
  });
  await measure('readFileSync utf8', 10000, (ops) => {
    for (let i = 0; i < ops; i++) keep(fs.readFileSync(file, 'utf8').length);
  });
  await measure('statSync', 20000, (ops) => {
    for (let i = 0; i < ops; i++) keep(fs.statSync(file).size);
  });
}

main();
