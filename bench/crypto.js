'use strict';

const crypto = require('crypto');
const { measure, keep } = require('./common.js');

async function main() {
  await measure('createHash sha256', 20000, (ops) => {
    for (let i = 0; i < ops; i++) keep(crypto.createHash('sha256').update(`text ${i}`).digest('hex').length);
  });
  await measure('crypto.hash sha256', 20000, (ops) => {
    for (let i = 0; i < ops; i++) keep(crypto.hash('sha256', `text ${i}`).length);
  });
  await measure('randomBytes', 20000, (ops) => {
    for (let i = 0; i < ops; i++) keep(crypto.randomBytes(32)[0]);
  });
}

main();
