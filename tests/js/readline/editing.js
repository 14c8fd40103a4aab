'use strict';

// Keys on a terminal edit the line: words, kill ring, undo, history.

const assert = require('node:assert');
const { PassThrough } = require('node:stream');
const readline = require('node:readline');

process.env.TERM = 'xterm';
const input = new PassThrough();
const output = new PassThrough();
output.columns = 80;
output.resume();
const rl = readline.createInterface({ input, output, terminal: true, history: ['newest', 'old one'] });
const lines = [];
rl.on('line', (line) => lines.push(line));

rl.write('hello brave world');
assert.strictEqual(rl.cursor, 17);
rl.write(null, { ctrl: true, name: 'w' });
assert.strictEqual(rl.line, 'hello brave ');
rl.write(null, { meta: true, name: 'b' });
assert.deepStrictEqual({ ...rl.getCursorPos() }, { rows: 0, cols: 8 });
rl.write(null, { ctrl: true, name: 'k' });
assert.strictEqual(rl.line, 'hello ');
rl.write(null, { ctrl: true, name: 'y' });
assert.strictEqual(rl.line, 'hello brave ');
input.write('\x1f');  // Undo.
assert.strictEqual(rl.line, 'hello ');
rl.write(null, { ctrl: true, name: 'u' });
assert.strictEqual(rl.line, '');

// The history, all of it and what begins like the line.
input.write('\x1b[A');
assert.strictEqual(rl.line, 'newest');
input.write('\x1b[A');
assert.strictEqual(rl.line, 'old one');
input.write('\x1b[B\x1b[B');
assert.strictEqual(rl.line, '');
input.write('ol\x1b[A');
assert.strictEqual(rl.line, 'old one');
input.write('\r');
assert.deepStrictEqual(lines, ['old one']);
assert.deepStrictEqual(rl.history, ['old one', 'newest', 'old one']);

// Wide characters take two columns, and go as one.
input.write('a\u{1F600}');
assert.deepStrictEqual({ ...rl.getCursorPos() }, { rows: 0, cols: 5 });
input.write('\x7f');
assert.strictEqual(rl.line, 'a');
rl.close();
assert.strictEqual(rl.closed, true);
