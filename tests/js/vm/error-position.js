'use strict';
require('../common');
const assert = require('assert');
const vm = require('vm');
const { writeFiles } = require('../common/files');

// The stack of an error begins with where it was, for whoever catches it.
const begins = (text) => (error) => {
  assert.strictEqual(error.stack.slice(0, text.length), text);
  return true;
};
const root = writeFiles({ 'bad.js': '\nlet x = ;' });
assert.throws(() => require(`${root}/bad.js`), begins(`${root}/bad.js:2\nlet x = ;\n        ^\n\nSyntaxError: Unexpected token ';'\n    at `));
assert.throws(() => new vm.Script('let x = ;', { filename: 'f.js' }), begins("f.js:1\nlet x = ;\n        ^\n\nSyntaxError: Unexpected token ';'\n"));
assert.throws(() => vm.compileFunction('let x = ;'), begins(":1\nlet x = ;\n        ^\n\nSyntaxError: Unexpected token ';'\n"));
assert.throws(() => vm.runInThisContext('throw new Error("x")'),
              begins('evalmachine.<anonymous>:1\nthrow new Error("x")\n^\n\nError: x\n    at evalmachine.<anonymous>:1:7\n'));
assert.throws(() => vm.runInThisContext('throw new Error("x")', { displayErrors: false }), begins('Error: x\n    at evalmachine'));
assert.throws(() => vm.runInThisContext('throw 5'), (error) => error === 5);
const nested = 'require("vm").runInThisContext("throw new Error(\'in\')", "inner.js")';
globalThis.require = require;
assert.throws(() => vm.runInThisContext(nested, 'outer.js'), begins("inner.js:1\nthrow new Error('in')\n^\n\nError: in\n    at inner.js:1:7\n"));
