'use strict';

require('../common');
const assert = require('assert');

const text = Buffer.from('abcabcabd');
const cases = [
  [text.indexOf('abd'), 6], [text.indexOf('c', -2), -1], [text.indexOf('c', -4), 5], [text.lastIndexOf('abc'), 3], [text.lastIndexOf('abc', 2), 0],
  [text.indexOf(''), 0], [text.indexOf('', 99), 9], [text.indexOf(98), 1], [text.indexOf(98 + 256), 1], [text.lastIndexOf(98, 3), 1],
  [text.indexOf(Buffer.from('cab')), 2], [text.indexOf('YmQ=', 'base64'), 7], [text.indexOf('6264', 'hex'), 7], [text.indexOf('q'), -1],
  [text.indexOf('a', 'latin1'), 0], [text.indexOf('a', {}), 0], [text.lastIndexOf('a', NaN), 6], [text.indexOf('abcabcabdx'), -1],
];
cases.forEach(([found, expected], i) => assert.strictEqual(found, expected, `case ${i}`));
assert.ok(text.includes('bd') && !text.includes('bd', 8));
const wide = Buffer.from('xab\u6100b', 'utf16le');
assert.strictEqual(wide.indexOf('b', 0, 'utf16le'), 4);
assert.strictEqual(wide.lastIndexOf('b', undefined, 'utf16le'), 8);
assert.throws(() => text.indexOf({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => text.indexOf('a', 0, 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });

assert.strictEqual(Buffer.compare(Buffer.from('a'), Buffer.from('ab')), -1);
assert.strictEqual(Buffer.from('b').compare(Buffer.from('a')), 1);
assert.strictEqual(Buffer.from('abc').compare(Buffer.from('xabcx'), 1, 4), 0);
assert.strictEqual(Buffer.from('abcd').compare(Buffer.from('xbc'), 1, 3, 1, 3), 0);
assert.strictEqual(Buffer.from('abc').compare(Buffer.from('abc'), 3), 1);
assert.throws(() => Buffer.from('abc').compare(Buffer.from('abc'), 0, 9), { code: 'ERR_OUT_OF_RANGE' });
assert.ok(Buffer.from('abc').equals(new Uint8Array([97, 98, 99])));
assert.throws(() => Buffer.from('a').equals('a'), { code: 'ERR_INVALID_ARG_TYPE' });
