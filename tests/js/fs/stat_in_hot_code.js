'use strict';

// Optimized code may call the native stat functions directly: results, errors and asynchronous calls are the same there.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stat-hot-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const names = ['plain', 'caf\u00e9', '\u4f60\u597d', 'deep'];
const files = names.map((name, i) => {
  const inner = name === 'deep' ? path.join(folder, ...Array.from({ length: 5 }, () => 'd'.repeat(100))) : folder;
  fs.mkdirSync(inner, { recursive: true });
  const file = path.join(inner, name);
  fs.writeFileSync(file, 'x'.repeat(i + 1));
  return file;
});
assert(files[3].length > 256);

function sizeOf(file) {
  return fs.statSync(file).size + fs.lstatSync(file).size;
}
function bigSizeOf(file) {
  return fs.statSync(file, { bigint: true }).size;
}
function codeOf(file) {
  try {
    return fs.statSync(file).size;
  } catch (error) {
    return `${error.code} ${error.syscall} ${error.path === file}`;
  }
}
function sizeOfOpen(fd) {
  return fs.fstatSync(fd).size;
}

for (let round = 0; round < 3000; round++) {
  for (let i = 0; i < files.length; i++) {
    assert.strictEqual(sizeOf(files[i]), 2 * (i + 1));
    assert.strictEqual(bigSizeOf(files[i]), BigInt(i + 1));
    if (!fs.existsSync(files[i]) || fs.existsSync(`${files[i]}-`)) assert.fail(files[i]);
  }
  assert.strictEqual(sizeOf(Buffer.from(files[1])), 4);
  assert.strictEqual(fs.statSync(folder).isDirectory(), true);
}
for (let round = 0; round < 2000; round++) {
  for (const file of files) assert.strictEqual(codeOf(`${file}-`), 'ENOENT stat true');
  assert.strictEqual(fs.statSync(`${files[0]}-`, { throwIfNoEntry: false }), undefined);
  assert.strictEqual(fs.statSync(`${files[1]}-`, { throwIfNoEntry: false }), undefined);
}
const fd = fs.openSync(files[2]);
for (let round = 0; round < 5000; round++) assert.strictEqual(sizeOfOpen(fd), 3);
fs.closeSync(fd);
assert.throws(() => sizeOfOpen(fd), { code: 'EBADF', syscall: 'fstat' });
assert.throws(() => sizeOf(`${files[0]}\0`), { code: 'ERR_INVALID_ARG_VALUE' });

// The binding's function is the same one with one argument more.
const kCalls = 6000;
let called = 0;
let left = kCalls;
let synchronous = true;
function ask() {
  fs.stat(files[3], (error, stats) => {
    assert.ifError(error);
    assert.strictEqual(synchronous, false);
    assert.strictEqual(stats.size, 4);
    called++;
    if (left > 0) next();
  });
}
function next() {
  synchronous = true;
  for (let i = 0; i < 100 && left > 0; i++, left--) ask();
  synchronous = false;
}
next();
process.on('exit', () => assert.strictEqual(called, kCalls));
