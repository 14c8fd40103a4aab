'use strict';
require('../common');
const assert = require('assert');
const Module = require('module');

const made = new Module('/somewhere/made.js', module);
made.filename = '/somewhere/made.js';
made.paths = [];
assert.strictEqual(made.path, '/somewhere');
assert.strictEqual(made.parent, module);
assert.strictEqual(made._compile('exports.dir = __dirname; exports.file = __filename; exports.self = module; return 7;', '/somewhere/made.js'), 7);
assert.deepStrictEqual([made.exports.dir, made.exports.file, made.exports.self === made], ['/somewhere', '/somewhere/made.js', true]);
assert.throws(() => made._compile('let x = ;', '/somewhere/bad.js'), (error) => {
  assert.ok(error instanceof SyntaxError);
  return error.message === "Unexpected token ';'";
});
assert.strictEqual(made.constructor, Module);
assert.strictEqual(Module.Module, Module);
assert.throws(() => require('vm').runInThisContext('for', 'named.js'), SyntaxError);
