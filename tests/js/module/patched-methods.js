'use strict';
const common = require('../common');
const assert = require('assert');
const Module = require('module');
const { writeFiles } = require('../common/files');

const root = writeFiles({ 'real.js': "module.exports = 'real';", 'wrapped.js': 'module.exports = [typeof extra, arguments.length];' });

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = common.mustCall(function(request, ...rest) {
  return Reflect.apply(resolveFilename, this, [request === 'alias' ? `${root}/real.js` : request, ...rest]);
}, 1);
assert.strictEqual(require('alias'), 'real');
Module._resolveFilename = resolveFilename;

const load = Module._load;
Module._load = common.mustCall((request, parent, isMain) => {
  assert.strictEqual(parent, module);
  assert.strictEqual(isMain, false);
  return request === 'mocked' ? 'mock' : load(request, parent, isMain);
}, 2);
assert.strictEqual(require('mocked'), 'mock');
assert.strictEqual(require('fs'), process.getBuiltinModule('fs'));
Module._load = load;

const required = Module.prototype.require;
Module.prototype.require = common.mustCall(function(id) { return Reflect.apply(required, this, [id]); });
require('path');
Module.prototype.require = required;

assert.strictEqual(Module.wrap('x'), '(function (exports, require, module, __filename, __dirname) { x\n});');
const wrap = Module.wrap;
Module.wrap = (source) => wrap(`const extra = 1;${source}`);
assert.deepStrictEqual(require(`${root}/wrapped.js`), ['number', 5]);
