'use strict';

// scope.syntaxOf: acorn's tokens and tree, told as such.

const assert = require('assert');
const scope = require('isoscope');

const { parser, isV8s, tokens, tree } = scope.syntaxOf('const a = 1n; /* no token */ `x${a}`;');
assert.match(parser, /^acorn \d+\.\d+\.\d+, not V8's$/);
assert.strictEqual(isV8s, false);
assert.strictEqual(tree.type, 'Program');
assert.deepStrictEqual(tokens.slice(0, 3), [
  { type: 'keyword', text: 'const', start: 0, end: 5 },
  { type: 'identifier', text: 'a', start: 6, end: 7 },
  { type: '=', text: '=', start: 8, end: 9 },
]);
assert.ok(tokens.every(({ text }) => !text.includes('no token')));

assert.throws(() => scope.syntaxOf('import a from "b";'), SyntaxError);
assert.strictEqual(scope.syntaxOf('import a from "b"; await a;', { module: true }).tree.body[0].type, 'ImportDeclaration');
assert.strictEqual(scope.syntaxOf('').tokens.length, 0);
assert.throws(() => scope.syntaxOf(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => scope.syntaxOf('', 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => scope.syntaxOf('', { module: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
