'use strict';
require('../common');
const assert = require('assert');
const Module = require('module');
const { writeFiles } = require('../common/files');

// What transpilers do: a loader of their own for an extension, and a patched .js loader that compiles other text.
const root = writeFiles({ 'a.txt': 'hello', 'b.test.js': 'ignored', 'c.js': 'module.exports = ANSWER;', 'd.foo': 'x' });
assert.strictEqual(require.extensions, Module._extensions);
Module._extensions['.txt'] = (module, filename) => { module.exports = require('fs').readFileSync(filename, 'utf8'); };
assert.strictEqual(require(`${root}/a.txt`), 'hello');
assert.strictEqual(require(`${root}/a`), 'hello');
Module._extensions['.test.js'] = (module) => { module.exports = 'longest'; };
assert.strictEqual(require(`${root}/b.test.js`), 'longest');
assert.throws(() => require(`${root}/d.foo`), ReferenceError);  // An unknown extension is JavaScript.

const original = Module._extensions['.js'];
Module._extensions['.js'] = (module, filename) => {
  const compile = module._compile;
  module._compile = function(code, name) {
    return Reflect.apply(compile, module, [code.replace('ANSWER', '42'), name]);
  };
  original(module, filename);
};
assert.strictEqual(require(`${root}/c.js`), 42);
Module._extensions['.js'] = original;
