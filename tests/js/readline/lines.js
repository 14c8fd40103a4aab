'use strict';

// Lines from a stream that is no terminal: every line ending, across chunks, the last one without.

const assert = require('node:assert');
const { PassThrough } = require('node:stream');
const readline = require('node:readline');

const input = new PassThrough();
const rl = readline.createInterface({ input, crlfDelay: Infinity });
const lines = [];
rl.on('line', (line) => lines.push(line));
rl.on('close', () => {
  assert.deepStrictEqual(lines, ['one', 'two', 'three', '', 'f\u00fcnf', 'six', 'seven', 'last']);
  assert.throws(() => rl.pause(), { code: 'ERR_USE_AFTER_CLOSE' });
});
for (const chunk of ['on', 'e\r', '\ntwo\nthree\n\n', Buffer.from('f\u00fc').subarray(0, 2), Buffer.from('\u00fc').subarray(1), 'nf\u2028six\u2029',
  'seven\rlast']) input.write(chunk);
input.end();
