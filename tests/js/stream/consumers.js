'use strict';

// stream/consumers: a whole stream as one value.
const assert = require('assert');
const { Readable } = require('stream');
const { arrayBuffer, buffer, json, text } = require('stream/consumers');
const { mustCall } = require('../common');

(async () => {
  const euro = Buffer.from('a\u20acb');
  assert.strictEqual(await text(Readable.from([euro.subarray(0, 2), euro.subarray(2)])), 'a\u20acb');
  assert.deepStrictEqual(await buffer(Readable.from([Buffer.from('a'), Buffer.from('b')])), Buffer.from('ab'));
  assert.deepStrictEqual(await json(Readable.from(['{"a":', '1}'])), { a: 1 });
  assert.strictEqual((await arrayBuffer(Readable.from([Buffer.from('abc')]))).byteLength, 3);
  await assert.rejects(json(Readable.from(['{'])), SyntaxError);
})().then(mustCall());
