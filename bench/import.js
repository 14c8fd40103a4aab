'use strict';

// 500 small ES modules, imported for the first time by one that names them all: resolving, reading, compiling, linking, running.

const fs = require('fs');
const os = require('os');
const path = require('path');
const { measure, keep } = require('./common.js');

const kFiles = 500;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const batches = ['a', 'b', 'c', 'd'];
for (const batch of batches) {
  fs.mkdirSync(path.join(folder, batch));
  let entry = '';
  for (let i = 0; i < kFiles; i++) {
    fs.writeFileSync(path.join(folder, batch, `m${i}.mjs`),
      `export function f${i}(a, b) { return a + b + ${i}; }\nexport class C${i} { get x() { return ${i}; } }\nexport const value = f${i}(1, 2);\n`);
    entry += `import { value as v${i} } from './m${i}.mjs';\n`;
  }
  fs.writeFileSync(path.join(folder, batch, 'entry.mjs'), `${entry}export const last = v${kFiles - 1};\n`);
}

measure('import', kFiles, async () => {
  const { last } = await import(path.join(folder, batches.shift(), 'entry.mjs'));
  keep(last);
}, batches.length);
