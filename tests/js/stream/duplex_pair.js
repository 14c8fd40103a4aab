'use strict';

// What is written to one of a pair is read from the other, with backpressure.
const assert = require('assert');
const { duplexPair } = require('stream');
const { mustCall } = require('../common');

const [a, b] = duplexPair({ highWaterMark: 2 });
b.setEncoding('utf8');
let got = '';
assert.strictEqual(a.write('hello'), false);
a.once('drain', mustCall(() => a.end(' world')));
b.on('data', (chunk) => { got += chunk; });
b.on('end', mustCall(() => {
  assert.strictEqual(got, 'hello world');
  b.end('back');
}));
a.on('data', mustCall((chunk) => assert.strictEqual(String(chunk), 'back')));
a.on('close', mustCall());
