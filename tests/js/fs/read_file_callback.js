'use strict';

// readFile calls back once, later, with no `this`.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const file = path.join(tmpdir(), 'text');
fs.writeFileSync(file, 'hello');
let synchronous = true;

fs.readFile(file, mustCall(function(error, data) {
  assert.strictEqual(synchronous, false);
  assert.strictEqual(this, undefined);
  assert.strictEqual(error, null);
  assert.deepStrictEqual(data, Buffer.from('hello'));
}));
fs.readFile(file, 'utf8', mustCall((error, data) => assert.deepStrictEqual([error, data], [null, 'hello'])));
fs.readFile(file, { encoding: 'hex' }, mustCall((error, data) => assert.deepStrictEqual([error, data], [null, '68656c6c6f'])));
synchronous = false;
