'use strict';

// The exit code of a program that an error ends is what its 'exit' listeners leave.
const assert = require('assert');
const { spawnSync } = require('child_process');

const cases = [
  ["process.on('exit', () => { process.exitCode = 0; }); throw 1", 0],
  ["process.on('exit', () => { process.exitCode = 98; }); throw 1", 98],
  ["process.on('exit', () => { throw 1; }); process.exit(0)", 0],
  ["process.on('exit', () => { throw 1; })", 1],
  ['process.exitCode = 9; throw 1', 1],
];
for (const [code, expected] of cases) {
  assert.strictEqual(spawnSync(process.execPath, ['-e', code]).status, expected, code);
}
