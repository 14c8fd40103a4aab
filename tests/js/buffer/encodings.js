'use strict';

require('../common');
const assert = require('assert');

const cases = [
  ['h\u00e9\u20ac\ud83d\ude00', 'utf8', '68c3a9e282acf09f9880'],
  ['\ud800x', 'utf8', 'efbfbd78'],
  ['h\u00e9', 'latin1', '68e9'],
  ['h\u20ac', 'latin1', '68ac'],
  ['a\u20ac', 'utf16le', '6100ac20'],
  ['YWJj-_8', 'base64', '616263fbff'],
  ['YW Jj=YW', 'base64', '616263'],
  ['-_8', 'base64url', 'fbff'],
  ['abXY12', 'hex', 'ab'],
  ['abc', 'hex', 'ab'],
];
for (const [text, encoding, hex] of cases) {
  assert.strictEqual(Buffer.from(text, encoding).toString('hex'), hex, `${text} as ${encoding}`);
  // Long texts take another way through C++.
  assert.strictEqual(Buffer.from(text + ' '.repeat(5000), encoding).toString('hex').slice(0, hex.length), hex, encoding);
}

const bytes = Buffer.from([0xff, 0x80, 0x41, 0xe2, 0x82, 0xac, 0xe2, 0x82]);
assert.strictEqual(bytes.toString(), '\ufffd\ufffdA\u20ac\ufffd');
assert.strictEqual(bytes.toString('ascii'), '\x7f\0Ab\x02,b\x02');
assert.strictEqual(bytes.toString('latin1', 0, 3), '\xff\x80A');
assert.strictEqual(bytes.toString('ucs2'), '\u80ff\ue241\uac82\u82e2');
assert.strictEqual(bytes.toString('base64'), '/4BB4oKs4oI=');
assert.strictEqual(bytes.toString('base64url'), '_4BB4oKs4oI');
assert.strictEqual(bytes.toString('utf8', 3, 6), '\u20ac');
assert.strictEqual(Buffer.from('\u00e9'.repeat(100)).toString(), '\u00e9'.repeat(100));
assert.strictEqual(Buffer.from('\u20ac'.repeat(100)).toString(), '\u20ac'.repeat(100));
assert.throws(() => bytes.toString('nope'), { code: 'ERR_UNKNOWN_ENCODING', message: 'Unknown encoding: nope' });

// A character is never split.
const small = Buffer.alloc(5, 1);
assert.strictEqual(small.write('\u20ac\u20ac'), 3);
assert.strictEqual(small.toString('hex'), 'e282ac0101');
assert.strictEqual(small.write('abc', 3), 2);
assert.throws(() => small.write(5), { code: 'ERR_INVALID_ARG_TYPE', message: 'argument must be a string' });
assert.throws(() => small.utf8Slice(0, 9), { code: 'ERR_OUT_OF_RANGE', message: 'Index out of range' });
assert.throws(() => Buffer.prototype.hexSlice.call({}), { code: 'ERR_INVALID_ARG_TYPE', message: 'argument must be a buffer' });
