'use strict';

// NODE_PRESERVE_SYMLINKS of a worker's own environment.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Worker } = require('worker_threads');

const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'isoscope-symlinks-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
fs.mkdirSync(path.join(folder, 'real'));
fs.writeFileSync(path.join(folder, 'real', 'script.js'), "require('worker_threads').parentPort.postMessage(require('./which'))");
fs.writeFileSync(path.join(folder, 'real', 'which.js'), "module.exports = require('path').basename(__dirname)");
fs.symlinkSync('real', path.join(folder, 'link'));
const heard = [];
for (const value of ['0', '1']) {
  new Worker("require(require('worker_threads').workerData)", {
    eval: true,
    execArgv: [],
    env: { ...process.env, NODE_PRESERVE_SYMLINKS: value },
    workerData: path.join(folder, 'link', 'script.js'),
  }).on('message', (message) => heard.push(`${value} ${message}`));
}
process.on('exit', () => assert.deepStrictEqual(heard.sort(), ['0 real', '1 link']));
