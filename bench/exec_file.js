'use strict';

// Starting /bin/true, one after the other and synchronously.

const { execFile, execFileSync } = require('child_process');
const { measure, until } = require('./common.js');

async function main() {
  await measure('execFile', 60, (ops) => until((done) => {
    let left = ops;
    const next = (error) => {
      if (error || left-- === 0) done(error);
      else execFile('/bin/true', next);
    };
    next();
  }));
  await measure('execFileSync', 60, (ops) => {
    for (let i = 0; i < ops; i++) execFileSync('/bin/true');
  });
}

main();
