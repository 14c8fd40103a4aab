'use strict';

// What terminals send becomes 'keypress' events.

const assert = require('node:assert');
const { PassThrough } = require('node:stream');
const { emitKeypressEvents } = require('node:readline');

const input = new PassThrough();
emitKeypressEvents(input);
const keys = [];
input.on('keypress', (text, { name, ctrl, meta, shift }) => {
  keys.push(`${ctrl ? 'C-' : ''}${meta ? 'M-' : ''}${shift ? 'S-' : ''}${name}${text === undefined ? '' : `=${text}`}`);
});
input.write('aB1 \t\r\n\x03\x1bb\x1b[A\x1b[1;5C\x1bOP\x1b[3~\x1b[24;2~\x1b[Z\x7f');
assert.deepStrictEqual(keys, ['a=a', 'S-b=B', '1=1', 'space= ', 'tab=\t', 'return=\r', 'enter=\n', 'C-c=\x03', 'M-b', 'up', 'C-right', 'f1', 'delete',
  'S-f12', 'S-tab', 'backspace=\x7f']);
keys.length = 0;
// A lone escape is one only when nothing follows in time.
input.write('\x1b');
assert.deepStrictEqual(keys, []);
setTimeout(() => {
  assert.deepStrictEqual(keys, ['M-escape']);
}, 600);
