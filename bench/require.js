'use strict';

// 500 small modules, each required for the first time: resolving, reading, compiling, running.

const fs = require('fs');
const os = require('os');
const path = require('path');
const { measure, keep } = require('./common.js');

const kFiles = 500;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const source = (i) => `'use strict';\nfunction f${i}(a, b) { return a + b + ${i}; }\nclass C${i} { get x() { return ${i}; } }\n` +
  `module.exports = { f${i}, C${i}, value: f${i}(1, 2) };\n`;

const batches = ['a', 'b', 'c', 'd'];
for (const batch of batches) {
  fs.mkdirSync(path.join(folder, batch));
  for (let i = 0; i < kFiles; i++) fs.writeFileSync(path.join(folder, batch, `m${i}.js`), source(i));
}

measure('require', kFiles, (ops) => {
  const from = path.join(folder, batches.shift());
  for (let i = 0; i < ops; i++) keep(require(`${from}/m${i}`).value);
}, batches.length);
