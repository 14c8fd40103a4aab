'use strict';

require('../common');
const assert = require('assert');
const { win32 } = require('path');
assert.strictEqual(require('path/win32'), win32);

assert.strictEqual(win32.join('C:\\a', '../b', 'c/d'), 'C:\\b\\c\\d');
assert.strictEqual(win32.join('//server', 'share'), '\\\\server\\share\\');
assert.strictEqual(win32.join('', '/', '/server'), '\\server');
assert.strictEqual(win32.normalize('C:..\\a\\.\\b'), 'C:..\\a\\b');
assert.strictEqual(win32.normalize('\\\\s\\h\\a\\..'), '\\\\s\\h\\');
assert.strictEqual(win32.normalize('./c:/x'), '.\\c:\\x');
assert.strictEqual(win32.resolve('C:\\a', '..\\b'), 'C:\\b');
assert.strictEqual(win32.resolve('c:/x', 'd:/y'), 'd:\\y');
assert.strictEqual(win32.relative('C:\\a\\B', 'c:\\a\\c'), '..\\c');
assert.strictEqual(win32.relative('C:\\a', 'D:\\b'), 'D:\\b');
assert.strictEqual(win32.dirname('C:\\a\\b'), 'C:\\a');
assert.strictEqual(win32.dirname('\\\\s\\h\\a'), '\\\\s\\h\\');
assert.strictEqual(win32.basename('C:a.txt', '.txt'), 'a');
assert.deepStrictEqual(win32.parse('C:\\d\\f.x'), { root: 'C:\\', dir: 'C:\\d', base: 'f.x', ext: '.x', name: 'f' });
assert.strictEqual(win32.toNamespacedPath('C:\\a'), '\\\\?\\C:\\a');
assert.strictEqual(win32.toNamespacedPath('\\\\s\\h\\a'), '\\\\?\\UNC\\s\\h\\a');
assert.strictEqual(win32.isAbsolute('C:'), false);
assert.strictEqual(win32.isAbsolute('C:/'), true);
