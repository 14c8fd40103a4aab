'use strict';

require('../common');
const assert = require('assert');
const { Console } = require('console');
const { Writable } = require('stream');

let text = '';
const console = new Console(new Writable({ write(chunk, encoding, callback) { text += chunk; callback(); } }));
function table(data, properties) {
  text = '';
  console.table(data, properties);
  return text;
}

assert.strictEqual(table([{ a: 1, b: 'x' }, { a: 2 }]), `\
\u250c\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u252c\u2500\u2500\u2500\u252c\u2500\u2500\u2500\u2500\u2500\u2510
\u2502 (index) \u2502 a \u2502 b   \u2502
\u251c\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u253c\u2500\u2500\u2500\u253c\u2500\u2500\u2500\u2500\u2500\u2524
\u2502 0       \u2502 1 \u2502 'x' \u2502
\u2502 1       \u2502 2 \u2502     \u2502
\u2514\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2534\u2500\u2500\u2500\u2534\u2500\u2500\u2500\u2500\u2500\u2518
`);
assert.match(table([{ a: 1, b: 2 }], ['b']), /\(index\) \u2502 b \u2502/);
assert.match(table(new Map([['k', 'v']])), /\(iteration index\) \u2502 Key \u2502 Values \u2502/);
assert.match(table(new Set([1])), /\(iteration index\) \u2502 Values \u2502/);
assert.match(table([1, { a: 2 }]), /\(index\) \u2502 a \u2502 Values \u2502/);
assert.strictEqual(table(5), '5\n');
assert.throws(() => console.table([], 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
