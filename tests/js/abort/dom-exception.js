'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const error = new DOMException('text', 'DataCloneError');
assert.strictEqual(error.code, DOMException.DATA_CLONE_ERR);
assert.ok(error instanceof Error);
assert.strictEqual(Object.prototype.toString.call(error), '[object DOMException]');
assert.match(error.stack, /^DataCloneError: text\n {4}at /);
assert.match(inspect(error), /^DOMException \[DataCloneError\]: text\n/);
assert.deepStrictEqual(Object.keys(error), []);
assert.strictEqual(new DOMException('', { name: 'Own', cause: 5 }).cause, 5);
assert.strictEqual(new DOMException('', 'Own').code, 0);
assert.throws(() => DOMException.prototype.message, { code: 'ERR_INVALID_THIS', name: 'TypeError' });
