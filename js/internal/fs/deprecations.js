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

let warnedOfConstants = false;
function warnAboutConstant(name) {
  if (warnedOfConstants || process.noDeprecation) return;
  warnedOfConstants = true;
  process.emitWarning(`fs.${name} is deprecated, use fs.constants.${name} instead`, 'DeprecationWarning', 'DEP0176');
}

module.exports = { warnAboutConstant, warnAboutRecursiveRmdir };
