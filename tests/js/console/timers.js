'use strict';

const common = require('../common');
const assert = require('assert');
const { Console } = require('console');
const { Writable } = require('stream');

let text = '';
const console = new Console(new Writable({ write(chunk, encoding, callback) { text += chunk; callback(); } }));
console.time('t');
console.timeLog('t', 1, 'two');
console.timeEnd('t');
assert.match(text, /^t: [\d.]+m?s 1 two\nt: [\d.]+m?s\n$/);

const warnings = [];
process.on('warning', common.mustCall((warning) => warnings.push(warning.message), 3));
console.timeEnd('t');
console.time('twice');
console.time('twice');
console.countReset('never');
process.on('exit', () => {
  assert.deepStrictEqual(warnings, [
    "No such label 't' for console.timeEnd()",
    "Label 'twice' already exists for console.time()",
    "Count for 'never' does not exist",
  ]);
});
