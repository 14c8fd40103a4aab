'use strict';

// The global console writes through process.stdout as soon as a script has that in hand.

const common = require('../common');
const assert = require('assert');

console.log('before');
const { write } = process.stdout;
const seen = [];
process.stdout.write = common.mustCall(function(chunk) { seen.push(chunk); return true; }, 2);
console.log('one', { a: 1 });
console.table(2);
process.stdout.write = write;
assert.deepStrictEqual(seen, ['one { a: 1 }\n', '2\n']);
