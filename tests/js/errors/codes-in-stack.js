'use strict';

// An error of ours says its code in the stack and in toString(), but its name stays plain.

require('../common');
const assert = require('assert');
const path = require('path');
const util = require('util');

let error;
function caller() { path.join(1); }
try {
  caller();
} catch (thrown) {
  error = thrown;
}
assert.strictEqual(error.name, 'TypeError');
assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
assert.strictEqual(error.message, 'The "path" argument must be of type string. Received type number (1)');
assert.strictEqual(error.constructor, TypeError);
assert.deepStrictEqual(Object.keys(error), ['code']);
assert.strictEqual(String(error), `TypeError [ERR_INVALID_ARG_TYPE]: ${error.message}`);
const [first, second] = error.stack.split('\n');
assert.strictEqual(first, String(error));
assert.match(second, /^ {4}at Object\.join \(node:path:\d+:\d+\)$|^ {4}at (?:Object\.)?join \(/);
assert.match(error.stack, /\n {4}at caller \(/);
assert.match(util.inspect(error), /^TypeError \[ERR_INVALID_ARG_TYPE\]: [^]*\{\n {2}code: 'ERR_INVALID_ARG_TYPE'\n\}$/);
