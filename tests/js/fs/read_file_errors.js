'use strict';

// What readFile says of what it cannot read, in each form.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const directory = tmpdir();
const missing = path.join(directory, 'missing');
const noEntry = {
  name: 'Error', code: 'ENOENT', errno: -2, syscall: 'open', path: missing, message: `ENOENT: no such file or directory, open '${missing}'`,
};
const isDirectory = { code: 'EISDIR', errno: -21, syscall: 'read', message: 'EISDIR: illegal operation on a directory, read' };

for (const encoding of [undefined, 'utf8', 'hex']) {
  assert.throws(() => fs.readFileSync(missing, encoding), noEntry);
  assert.throws(() => fs.readFileSync(directory, encoding), isDirectory);
}
fs.readFile(missing, mustCall((error, ...rest) => {
  assert.throws(() => { throw error; }, noEntry);
  assert.deepStrictEqual(Object.keys(error), ['errno', 'code', 'syscall', 'path']);
  assert.strictEqual(error.stack, `Error: ${noEntry.message}`);  // Nobody's code was on the stack.
  assert.strictEqual(rest.length, 0);
}));
fs.readFile(directory, mustCall((error) => assert.throws(() => { throw error; }, isDirectory)));
assert.rejects(fs.promises.readFile(missing), noEntry).then(mustCall());
assert.rejects(fs.promises.readFile(directory, 'utf8'), isDirectory).then(mustCall());

assert.throws(() => fs.readFile(missing), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
assert.throws(() => fs.readFileSync(missing, 'nonsense'), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'encoding' is invalid encoding. Received 'nonsense'",
});
assert.throws(() => fs.readFileSync(missing, { flag: 'z' }), { code: 'ERR_INVALID_ARG_VALUE' });
