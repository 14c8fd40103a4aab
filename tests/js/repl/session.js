'use strict';

// A session: values, several lines, errors, await, commands.

const assert = require('node:assert');
const { PassThrough } = require('node:stream');
const repl = require('node:repl');

const input = new PassThrough();
const output = new PassThrough();
let text = '';
output.on('data', (chunk) => { text += chunk; });
const server = repl.start({ input, output, prompt: '> ', terminal: false, useColors: false });
assert.ok(server instanceof repl.REPLServer);

// [input, what is printed before the next prompt]
const steps = [
  ['1 + 1', '2\n> '],
  ['_ * 21', '42\n> '],
  ['{ a: 1 }', '{ a: 1 }\n> '],
  ['function f() {', '| '],
  ['  return "x"; }', 'undefined\n> '],
  ['f()', "'x'\n> "],
  ['let z = await Promise.resolve(7)', 'undefined\n> '],
  ['z', '7\n> '],
  ['throw new Error("boo")', 'Uncaught Error: boo\n> '],
  ['missing', 'Uncaught ReferenceError: missing is not defined\n> '],
  ['var 1', 'var 1\n    ^\n\nUncaught SyntaxError: Unexpected number\n> '],
  ['`a', '| '],
  ['b`', "'a\\nb'\n> "],
  ['require("path").sep', "'/'\n> "],
  ['.nope', 'Invalid REPL keyword\n> '],
  ['_ = 3', 'Expression assignment to _ now disabled.\n3\n> '],
  ['', '> '],
  ['.twice ab', 'abab\n> '],
];
server.defineCommand('twice', {
  help: 'says it twice',
  action(word) {
    this.output.write(`${word}${word}\n`);
    this.displayPrompt();
  },
});

let at = 0;
function next() {
  if (at === steps.length) {
    server.on('exit', () => { assert.strictEqual(server.closed, true); });
    input.write('.exit\n');
    return;
  }
  const [line, expected] = steps[at++];
  text = '';
  input.write(`${line}\n`);
  const check = (tries) => {
    if (text !== expected && tries > 0) {
      setTimeout(check, 5, tries - 1);
      return;
    }
    assert.strictEqual(text, expected, line);
    next();
  };
  check(200);
}
setImmediate(next);
