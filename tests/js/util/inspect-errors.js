'use strict';

// Errors: the stack, the class's name, properties, causes, aggregated errors.

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const frames = (text) => text.replace(/\n +(?:at|\.\.\. \d+ lines) .*?( \{|,)?$/gm, '$1');  // Without them.

class ValidationError extends Error {}
class Named extends Error { constructor(m) { super(m); this.name = 'Custom'; } }

const plain = new Error('boom');
assert.strictEqual(inspect(plain), plain.stack);
assert.strictEqual(frames(inspect(new ValidationError('v'))), 'ValidationError: v');
assert.strictEqual(frames(inspect(new Named('n'))), 'Custom: n');
assert.strictEqual(frames(inspect(Object.assign(new Error('e'), { code: 'X', list: [1] }))), "Error: e {\n  code: 'X',\n  list: [ 1 ]\n}");

const noStack = new Error('bare');
noStack.stack = undefined;
assert.strictEqual(inspect(noStack), '[Error: bare]');

const inner = new TypeError('inner');
const outer = new Error('outer', { cause: inner });
assert.strictEqual(frames(inspect(outer)), 'Error: outer {\n  [cause]: TypeError: inner\n}');
assert.match(inspect(outer), /\.\.\. \d+ lines matching cause stack trace \.\.\./);

const many = new AggregateError([new Error('one'), 2], 'many');
assert.strictEqual(frames(inspect(many)), 'AggregateError: many {\n  [errors]: [\n    Error: one,\n    2\n  ]\n}');

const nested = frames(inspect({ error: new Error('in') }));
assert.strictEqual(nested, '{\n  error: Error: in\n}');
