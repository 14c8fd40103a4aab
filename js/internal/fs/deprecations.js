'use strict';

// Warnings that fs gives once per process.

let warned = false;
function warnAboutRecursiveRmdir() {
  if (warned) return;
  warned = true;
  process.emitWarning(
    'In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. Use fs.rm(path, { recursive: true }) instead',
    'DeprecationWarning', 'DEP0147');
}

module.exports = { warnAboutRecursiveRmdir };
