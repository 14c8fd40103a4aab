'use strict';

// watchFile compares what stat says; unwatchFile lets the process end.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const file = path.join(tmpdir(), 'file');
fs.writeFileSync(file, '1');
fs.watchFile(file, { interval: 20 }, mustCall((current, previous) => {
  assert.deepStrictEqual([current.size, previous.size], [5, 1]);
  fs.unwatchFile(file);
}));
setTimeout(() => fs.writeFileSync(file, '12345'), 100);

// A missing file is told of once, with zeros.
const missing = `${file}-missing`;
fs.watchFile(missing, { interval: 20, bigint: true }, mustCall((current, previous) => {
  assert.deepStrictEqual([current.size, previous.ino], [0n, 0n]);
  fs.unwatchFile(missing);
}));
